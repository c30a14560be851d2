// What is done once all tests have run. The blogs that they were about go. Pictures are kept small: one that
// was just taken is written again with a palette. A picture with more colours than that has lost what nobody
// sees, and the comparison allows for more.

import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import UPNG from 'upng-js';
import { built } from './built';

const FOLDER = join(__dirname, '../pictures');
/** Where a PNG says what its colours are, and what it says when they are those of a palette. */
const [KIND, PALETTE] = [25, 3];

export default function finish() {
  rmSync(built(), { recursive: true, force: true });
  for (const name of readdirSync(FOLDER).filter((name) => name.endsWith('.png'))) {
    const file = join(FOLDER, name);
    const picture = readFileSync(file);
    if (picture[KIND] === PALETTE) continue;
    const { buffer, byteOffset, byteLength } = picture;
    const image = UPNG.decode(buffer.slice(byteOffset, byteOffset + byteLength));
    const [pixels] = UPNG.toRGBA8(image);
    writeFileSync(file, Buffer.from(UPNG.encode([pixels!], image.width, image.height, 256)));
  }
}
