/** Workbooks whose XML is hostile or broken. */

import { AS_GOOD, edited, type HostileCase, noise, parts, refused, SHEET, STRINGS, withParts } from "./builders";

export const XML: HostileCase[] = [
  [
    "doctype",
    () => edited(SHEET, (xml) => xml.replace("<worksheet", "<!DOCTYPE x><worksheet")),
    refused("FILE_DAMAGED"),
  ],
  [
    "entity bomb",
    () => edited(SHEET, (xml) => xml.replace("<worksheet", '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet')),
    refused("FILE_DAMAGED"),
  ],
  [
    "unknown entity",
    () => edited(STRINGS, (xml) => xml.replace("<t xml", "<t>&a;</t><t xml")),
    refused("FILE_DAMAGED"),
  ],
  ["crossed tags", () => edited(SHEET, (xml) => xml.replace("</v></c>", "</c></v>")), refused("FILE_DAMAGED")],
  [
    "another encoding declared",
    () => edited(SHEET, (xml) => xml.replace("UTF-8", "ISO-8859-1")),
    refused("FILE_DAMAGED"),
  ],
  ["invalid UTF-8 in a part", () => invalidUtf8(), refused("FILE_DAMAGED", { part: STRINGS })],
  [
    "a thousand nested elements",
    () => edited(SHEET, (xml) => xml.replace("<sheetData>", `${"<a>".repeat(1000)}<sheetData>`)),
    refused("FILE_TOO_COMPLEX", { what: "xml" }),
  ],
  [
    "an attribute of 9 MB",
    () => edited(SHEET, (xml) => xml.replace("<sheetData>", `<sheetData a="${noise(9 * 2 ** 20)}">`)),
    refused("FILE_TOO_COMPLEX", { what: "xml" }),
  ],
  [
    "a lone surrogate as a character reference",
    () => edited(STRINGS, (xml) => xml.replace("<t xml", "<t>&#xD800;</t><t xml")),
    refused("FILE_DAMAGED"),
  ],
  [
    "a billion laughs",
    () =>
      edited(STRINGS, (xml) =>
        xml.replace("<sst", `<!DOCTYPE x [<!ENTITY a "ha">${laughs()}]><sst`).replace("Mandor", "&i;"),
      ),
    refused("FILE_DAMAGED", { part: STRINGS }),
  ],
  [
    "an entity that names a file",
    () =>
      edited(STRINGS, (xml) =>
        xml.replace("<sst", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst').replace("Mandor", "&a;"),
      ),
    refused("FILE_DAMAGED", { part: STRINGS }),
  ],
  [
    "a DTD on the network",
    () =>
      edited("xl/workbook.xml", (xml) =>
        xml.replace("<workbook", '<!DOCTYPE workbook SYSTEM "https://example.org/x.dtd"><workbook'),
      ),
    refused("FILE_DAMAGED"),
  ],
  ["an attribute twice", () => edited(SHEET, (xml) => xml.replace('r="B3"', 'r="B3" r="B3"')), refused("FILE_DAMAGED")],
  [
    "a sheet in UTF-16",
    async () => withParts({ [SHEET]: Buffer.from(`\ufeff${parts().get(SHEET)}`, "utf16le") }),
    refused("FILE_DAMAGED"),
  ],
  ["a byte order mark before the XML", () => edited(SHEET, (xml) => `\ufeff${xml}`), AS_GOOD],
  ["text behind the XML", () => edited(SHEET, (xml) => `${xml}x`), refused("FILE_DAMAGED", { part: SHEET })],
  ["two documents in one part", () => edited(SHEET, (xml) => xml + xml), refused("FILE_DAMAGED", { part: SHEET })],
  [
    "text in CDATA and around comments",
    () => edited(STRINGS, (xml) => xml.replace(">Mandor<", "><![CDATA[Man]]><!-- x -->dor<")),
    AS_GOOD,
  ],
  [
    "every element with a prefix",
    () => edited(SHEET, (xml) => xml.replace("xmlns=", "xmlns:x=").replace(/<(\/?)(?=[a-z])/g, "<$1x:")),
    AS_GOOD,
  ],
];

/** &b; to &i;, each ten times the one before. */
function laughs(): string {
  return [..."abcdefgh"].map((c, i) => `<!ENTITY ${"bcdefghi"[i]} "${`&${c};`.repeat(10)}">`).join("");
}

async function invalidUtf8(): Promise<Buffer> {
  return withParts({ [STRINGS]: Buffer.from(String(parts().get(STRINGS)).replace("Mandor", "M\xe9ndor"), "latin1") });
}
