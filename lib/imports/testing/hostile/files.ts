/** Every hostile or broken file that has a name, and what is to become of it. */

import type { HostileCase } from "./builders";
import { BYTES } from "./bytes";
import { CELLS } from "./cells";
import { SHEETS } from "./sheets";
import { NUMBERS, TEXTS } from "./texts";
import { XML } from "./xml";
import { ZIPS } from "./zips";

export const HOSTILE_FILES = [BYTES, ZIPS, XML, SHEETS, CELLS, TEXTS, NUMBERS]
  .flat()
  .map(([name, make, answer, choices = {}]: HostileCase) => ({ name, make, answer, choices }));
