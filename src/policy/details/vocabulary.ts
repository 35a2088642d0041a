/** What labels say of goods and of documents served: the same parts for all rulebooks, which ask for some of them. */

/** What was done with goods; `involved`: nothing yet, they are part of the matter (涉案物品). */
export const MEASURES = ['registered', 'sealed', 'seized', 'confiscated', 'involved'] as const;
export type Measure = (typeof MEASURES)[number];

export const GOODS_PARTS = ['number', 'name', 'kind', 'specification', 'quantity', 'features'] as const;
export type GoodsPart = (typeof GOODS_PARTS)[number];

/** One item of goods, or several that are alike. */
export type Goods = { readonly measure: Measure } & Readonly<Partial<Record<GoodsPart, string>>>;

/** The ways of service that the texts speak of, as they call them. */
export const SERVICE_WAYS = {
  direct: '直接送达',
  leaving: '留置送达',
  mail: '邮寄送达',
  announcement: '公告送达',
  entrusted: '委托送达',
  forwarded: '转交送达',
  fax: '传真送达',
} as const;
export type ServiceWay = keyof typeof SERVICE_WAYS;
export const SERVICE_WAY_NAMES = Object.keys(SERVICE_WAYS) as [ServiceWay, ...ServiceWay[]];

export const SERVICE_PARTS = [
  'document',
  /** 2026-03-02. */
  'servedOn',
  'address',
  'recipient',
  'recipientAppearance',
  /** Why it was not accepted (拒收事由). */
  'refusal',
  'server',
  'witness',
  'witnessAppearance',
  /** Why in this way: that no other was possible, why it was entrusted or forwarded. */
  'reason',
  /** How and where it was made public: a board, a newspaper, the address of a page. */
  'medium',
  /** Number of the posting or of the receipt. */
  'receipt',
  'faxNumber',
] as const;
export type ServicePart = (typeof SERVICE_PARTS)[number];

/** The serving of one document. `kind` is a word of the rulebook where it lists them. */
export type Service = { readonly kind: string } & Readonly<Partial<Record<ServicePart, string>>>;
