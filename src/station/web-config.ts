/** Where the page is served, and for how long somebody stays signed in. */
import { isIP } from 'node:net';
import { z } from 'zod';
import type { AccountSettings } from '../web/accounts/session-span.js';

/** GA/T 947: the standard that body-worn cameras follow. */
const PORT = 8947;
const MINUTE_MS = 60_000;

const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.');

export const webSchema = z
  .strictObject({
    address: z
      .string()
      .refine((text) => isIP(text) !== 0, 'is no address such as "127.0.0.1"')
      .default('127.0.0.1'),
    port: z.number().int().min(0).max(65_535).default(PORT),
    names: z.array(z.string().regex(/^[A-Za-z0-9.-]+$/, 'is no name of a machine')).default([]),
    tls: z
      .strictObject({ certificate: z.string().min(1), key: z.string().min(1) })
      .nullable()
      .default(null),
    idle_minutes: z.number().min(1).max(1440).default(30),
    session_hours: z.number().min(0.1).max(24).default(12),
    wall_hours: z.number().min(0.1).max(168).default(24),
    confirm_minutes: z.number().min(1).max(60).default(10),
  })
  .refine(({ address, tls }) => isLoopback(address) || tls !== null, {
    path: ['tls'],
    message: 'beyond this machine the page is served with a certificate only (docs/security.md)',
  });

export type WebConfig = z.output<typeof webSchema>;

export const accountSettings = ({
  idle_minutes,
  session_hours,
  wall_hours,
  confirm_minutes,
}: WebConfig): AccountSettings => ({
  idleMs: idle_minutes * MINUTE_MS,
  longestMs: session_hours * 60 * MINUTE_MS,
  wallMs: wall_hours * 60 * MINUTE_MS,
  confirmMs: confirm_minutes * MINUTE_MS,
});

/** What `bwc init` writes of it. */
export const WEB_TEXT = `[web]
# Where the page is served: this machine only, or the address of this machine in the squad's network, which needs tls. 网页地址
address = "127.0.0.1"
# 0 takes any that is free; \`bwc start\` prints it. 网页端口
port = ${String(PORT)}
# Names by which other machines call this one, e.g. ["bwc.simingcg.local"]. 本机在网络中的名称
names = []
# Certificate and key (PEM), relative to this file. 证书与私钥
# tls = { certificate = "web.crt", key = "web.key" }
# Signed out after so many minutes without use. 闲置多少分钟后退出登录
idle_minutes = 30
# Signed out after so many hours in any case. 登录最长小时数
session_hours = 12
# A screen that only shows the dock stays up for so many hours; at most a week. 采集大屏最长小时数
wall_hours = 24
# For holds, disposals and exports the password is wanted once more, unless it was given in the last minutes. 再次确认密码的有效分钟数
confirm_minutes = 10
`;
