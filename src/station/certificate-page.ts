/** The certificate of disposal as a page to print: Chinese first, English below it. Pure. */
import { forPeople } from '../domain/time.js';
import { DISPOSAL_BAR_TEXTS } from '../i18n/disposal-words.js';
import type { CertifiedItem, DisposalCertificate } from '../store/disposal/certificate.js';

/** What people wrote and cameras named cannot become markup, nor turn the reading direction. */
const safe = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`)
    .replace(/[&<>"']/g, (c) => `&#${String(c.charCodeAt(0))};`);

const both = (zh: string, en: string): string => `${zh}<br><small>${en}</small>`;

export function certificatePage(certificate: DisposalCertificate, zone: string): string {
  const { proposal, items, stationId, entries, checkpoint } = certificate;
  const time = (at: string): string => forPeople(at, zone);
  const { decision } = proposal;
  const facts: (readonly [string, string, string])[] = [
    ['清单编号', 'proposal', proposal.id],
    ['工作站', 'station', stationId],
    ['提出', 'proposed', `${proposal.by} ${time(proposal.at)}`],
    ['理由', 'reason', proposal.reason],
    ['规则', 'rulebook', proposal.rulebook],
    ['公示期满', 'notice over on', proposal.consentFrom],
    ['决定', 'decision', decision === null ? '—' : `${WORDS[decision.decision]} ${decision.by} ${time(decision.at)}`],
    ['文件', 'clips', `${String(items.length)}（${String(proposal.disposed)} 已处置 disposed of）`],
    ['留痕', 'custody entries', entries.map((e) => String(e.index)).join(' ')],
  ];
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>音视频资料处置证明 ${safe(proposal.id)}</title>
<style>body{font:11pt/1.5 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:2cm}table{border-collapse:collapse;width:100%;margin:1em 0}
th,td{border:1px solid #444;padding:.25em .5em;text-align:left;vertical-align:top}small{color:#444}code{word-break:break-all;font-size:8.5pt}
.sign td{height:3em}@media print{body{margin:0}tr{break-inside:avoid}}</style></head><body>
<h1>音视频资料处置证明<br><small>Certificate of disposal</small></h1>
<table>${facts.map(([zh, en, value]) => `<tr><th>${both(zh, en)}</th><td>${safe(value)}</td></tr>`).join('')}</table>
<table><tr><th>${both('文件', 'clip')}</th><th>${both('名称', 'name')}</th><th>SHA-256</th><th>${both('字节', 'bytes')}</th><th>${both('结果', 'outcome')}</th><th>${both('留痕', 'entries')}</th></tr>
${items.map((item) => itemRow(item, time)).join('\n')}</table>
<table class="sign"><tr><th>${both('提出人签名', 'proposed by')}</th><td></td><th>${both('批准人签名', 'approved by')}</th><td></td></tr></table>
<p>${both('以上留痕均在下列签名的日志根之下，核验方法见 README.txt。', 'Every entry named is under the signed root below; README.txt says how to check.')}</p>
<pre><code>${safe(checkpoint).replaceAll('\\u{a}', '\n')}</code></pre>
</body></html>
`;
}

const WORDS = { approved: '批准 approved', refused: '不同意 refused' } as const;

function itemRow(item: CertifiedItem, time: (at: string) => string): string {
  const { proposed, outcome, disposed } = item.entries;
  const entries = [proposed, outcome, disposed].filter((seq) => seq !== null).map(String);
  const cells = [
    safe(item.clipId),
    `${safe(item.name ?? '—')}<br><small>${safe(item.sourcePath)}</small>`,
    `<code>${safe(item.sha256)}</code>`,
    String(item.bytes),
    outcomeText(item, time),
    entries.join(' '),
  ];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

function outcomeText({ outcome, bars, disposedAt }: CertifiedItem, time: (at: string) => string): string {
  if (disposedAt !== null) return both(`已处置 ${time(disposedAt)}`, 'disposed of');
  if (outcome === 'approved') return both('已批准，未完成', 'approved, not finished');
  if (outcome === null) return both('继续保存', 'kept');
  const why = bars.map((bar) => (bar in DISPOSAL_BAR_TEXTS ? DISPOSAL_BAR_TEXTS[bar as Bar] : { zh: bar, en: bar }));
  return both(`继续保存：${safe(why.map((w) => w.zh).join('；'))}`, `kept: ${safe(why.map((w) => w.en).join('; '))}`);
}

type Bar = keyof typeof DISPOSAL_BAR_TEXTS;
