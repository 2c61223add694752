import { cookies } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { LOCALES, type Locale, TIME_ZONE } from "@/lib/format/locale";

/** Indonesian unless the person switched. The language lives in a cookie, so one link serves both. */
export default getRequestConfig(async () => {
  const wanted = (await cookies()).get("locale")?.value;
  const locale: Locale = LOCALES.find((one) => one === wanted) ?? "id";
  return { locale, timeZone: TIME_ZONE, messages: (await import(`@/messages/${locale}.json`)).default };
});
