import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import type { Locale } from "@/lib/format/locale";
import en from "@/messages/en.json";
import id from "@/messages/id.json";

/** The HTML of a component; fails on a sentence that is missing or lacks a value. */
export function render(locale: Locale, element: React.ReactNode): string {
  return renderToStaticMarkup(
    <NextIntlClientProvider
      locale={locale}
      messages={locale === "id" ? id : en}
      timeZone="Asia/Jakarta"
      onError={(error) => {
        throw error;
      }}
    >
      {element}
    </NextIntlClientProvider>,
  );
}

export const text = (html: string) => html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
export const buttons = (html: string) => html.match(/<button/g)?.length ?? 0;
