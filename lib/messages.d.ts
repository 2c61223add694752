import type { Locale } from "@/lib/format/locale";
import type messages from "@/messages/id.json";

// Every key that the code asks for must exist, and English must have what Indonesian has (messages.test.ts).
declare module "next-intl" {
  interface AppConfig {
    Messages: typeof messages;
    Locale: Locale;
  }
}
