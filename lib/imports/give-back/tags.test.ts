import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  attribute,
  elementsAt,
  escapeXml,
  replaceTags,
  unescapeXml,
  withAttribute,
} from "@/lib/imports/give-back/tags";

const XML =
  '<?xml version="1.0"?><!-- <c> --><x:a b=\'1>"\'><c r="A1" xr="A2"/><![CDATA[<c></c>]]><?pi <c> ?>\r\n<c  s = "1" t=\'s="2"\'>é😀&amp;</c ></x:a>\n';

async function replaced(pieces: string[], by: (tag: string) => string | null): Promise<string> {
  let out = "";
  async function* texts() {
    yield* pieces;
  }
  for await (const piece of replaceTags(texts(), (tag) => by(tag.text))) out += piece;
  return out;
}

describe("the tags of a text", () => {
  it("are those that a reader sees, with how deep they stand, however the text is cut", async () => {
    const cuts = fc.array(fc.nat(XML.length), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(cuts, async (positions) => {
        const at = [0, ...positions.sort((a, b) => a - b), XML.length];
        const pieces = at.slice(1).map((to, i) => XML.slice(at[i], to));
        const seen: string[] = [];
        const out = await replaced(pieces, (tag) => {
          seen.push(tag);
          return null;
        });
        expect(out).toBe(XML);
        expect(seen).toEqual(["<x:a b='1>\"'>", '<c r="A1" xr="A2"/>', '<c  s = "1" t=\'s="2"\'>', "</c >", "</x:a>"]);
      }),
    );
  });

  it("can be replaced, and nothing else changes", async () => {
    expect(await replaced([XML], (tag) => (tag === "</c >" ? "</c><d/>" : null))).toBe(
      XML.replace("</c >", "</c><d/>"),
    );
  });

  it("make elements by depth", () => {
    expect(elementsAt(XML, 1).map(({ tag, inner }) => [tag.name, tag.kind, inner])).toEqual([
      ["c", "empty", ""],
      ["c", "open", "é😀&amp;"],
    ]);
    expect(elementsAt(XML, 0)[0]?.tag).toMatchObject({ prefix: "x:", name: "a" });
  });
});

it.each([
  ['<c r="A1"/>', '<c r="A1" s="7"/>'],
  ['<c r="A1">', '<c r="A1" s="7">'],
  ["<c s='1'  r=\"A1\">", '<c s="7"  r="A1">'],
  ["<c t=' s=\"1\"'/>", '<c t=\' s="1"\' s="7"/>'],
  ['<c xs="1" x:s="2">', '<c xs="1" x:s="2" s="7">'],
  ['<c\n s = "1">', '<c\n s="7">'],
])("the attribute s of %s is set", (tag, expected) => {
  expect(withAttribute(tag, "s", 7)).toBe(expected);
  expect(attribute(expected, "s")).toBe("7");
});

/** Whether XML 1.0 can hold a character. */
function isHeld(char: string): boolean {
  const code = char.codePointAt(0) as number;
  if (code < 0x20) return code === 9 || code === 10;
  return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
}

it("escaped text reads as itself, without what XML cannot hold", () => {
  const unit = fc.oneof(
    fc.constantFrom("<", "&", "\r", "\n", "\0", "\ud800", "\udc00", "\uffff", "😀"),
    fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  );
  fc.assert(
    fc.property(fc.string({ unit }), (text) => {
      const held = [...text.replace(/\r\n?/g, "\n")].filter(isHeld).join("");
      expect(unescapeXml(escapeXml(text))).toBe(held);
    }),
  );
});

it("long names, spaces and unended tags take no time", async () => {
  const started = performance.now();
  const long = "a".repeat(1_000_000);
  const spaces = " ".repeat(1_000_000);
  attribute(`<${long}:c ${long}="${long}"${spaces}r="A1"${spaces}/>`, "r");
  withAttribute(`<c ${spaces}${long}="1"${spaces}>`, "s", 1);
  await replaced([`<a>${"<b ".repeat(300_000)}`, `<${long}`, `<![CDATA[${"<r>".repeat(300_000)}`], () => null);
  elementsAt(`<a><![CDATA[${"<r>".repeat(300_000)}]]></a>`, 1);
  expect(performance.now() - started).toBeLessThan(2000);
});
