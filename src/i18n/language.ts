export type Language = 'zh' | 'en';

/** A text in both languages. */
export type Bilingual = Readonly<Record<Language, string>>;

/** `--lang` first, then `BWC_LANG`, then the locale; Chinese where nothing says otherwise. */
export function chooseLanguage(asked: string | undefined, env: Readonly<Record<string, string | undefined>>): Language {
  for (const hint of [asked, env['BWC_LANG'], env['LC_ALL'], env['LC_MESSAGES'], env['LANG']]) {
    if (hint === undefined || hint === '' || /^(?:C|POSIX)(?:\.|$)/.test(hint)) continue;
    return hint.toLowerCase().startsWith('en') ? 'en' : 'zh';
  }
  return 'zh';
}
