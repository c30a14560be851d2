import { serve, siteOf, type Files } from './built';
import { BASE } from './place';

/** A blog of a few files, hosted for as long as it is needed. */
export class SmallBlog {
  private constructor(
    readonly address: string,
    readonly close: () => void,
  ) {}

  /** `files` are those of the content folder by their paths; `site` and `tables` stand in `site.toml` besides. */
  static async of(files: Files, site: Record<string, string> = {}, tables = ''): Promise<SmallBlog> {
    const usual = { title: 'Small', tagline: 'Few posts.', introduction: 'Welcome.', author: 'Editors', language: 'en' };
    const lines = Object.entries({ ...usual, base_url: `https://small.example${BASE}`, ...site });
    const settings = lines.map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`).join('') + `share.cards = false\n${tables}`;
    const { address, stop } = await serve(await siteOf({ 'site.toml': settings, ...files }));
    return new SmallBlog(address, stop);
  }
}

/** The file of a post; `more` are lines of its front matter. */
export const post = (title: string, text: string, more = '') =>
  `+++\ntitle = ${JSON.stringify(title)}\ndescription = "About it."\ndate = 2026-01-01\n${more}\n+++\n\n${text}\n`;
