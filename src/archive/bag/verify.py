#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""
Checks what a bwc-station handed over: a bag (BagIt 1.0) of a visit, or the directory of an archive.

    python3 verify.py [--key STATION.pub] [--witness KEYS] [--lang zh|en] [--json] FOLDER...

One file, Python 3.9 or later, nothing but the standard library, no network: whoever was handed a folder can read this
through and run it. It checks every file against the manifests, every record against its files and the version before
it, every custody entry against the signed root of the station's log (RFC 6962), the signature of each root (Ed25519,
RFC 8032), and that each root goes on from the one before. It says what is proven by that, and what is not.

Exit code: 0 all that was checked holds; 1 something does not, and is named; 2 nothing could be checked.
"""

import argparse
import base64
import hashlib
import json
import os
import re
import stat
import sys
import time

# ---------------------------------------------------------------- Ed25519, RFC 8032 section 5.1: verification alone

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)


def _add(p, q):
    """Points in extended coordinates (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z."""
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _multiply(scalar, point):
    result = (0, 1, 1, 0)
    while scalar > 0:
        if scalar & 1:
            result = _add(result, point)
        point = _add(point, point)
        scalar >>= 1
    return result


def _decode_point(data):
    """None for 32 bytes that are the one way of writing no point."""
    y = int.from_bytes(data, "little")
    sign = y >> 255
    y &= (1 << 255) - 1
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P != 0:
        x = x * SQRT_M1 % P
    if (x * x - x2) % P != 0 or (x == 0 and sign == 1):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def _encode_point(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | ((x & 1) << 255)).to_bytes(32, "little")


BASE = _decode_point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519_verify(public_key, message, signature):
    if len(public_key) != 32 or len(signature) != 64:
        return False
    a = _decode_point(public_key)
    s = int.from_bytes(signature[32:], "little")
    if a is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), "little") % L
    minus_a = (P - a[0], a[1], a[2], P - a[3])
    return _encode_point(_add(_multiply(s, BASE), _multiply(k, minus_a))) == signature[:32]


# ---------------------------------------------------------------- Merkle tree, RFC 6962 and RFC 9162

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def inclusion_holds(leaf, index, size, path, root):
    """RFC 9162 section 2.1.3.2."""
    if not 0 <= index < size:
        return False
    fn, sn, current = index, size - 1, leaf
    for sibling in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            current = node_hash(sibling, current)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            current = node_hash(current, sibling)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and current == root


def consistency_holds(old, new, old_root, new_root, proof):
    """RFC 9162 section 2.1.4.2."""
    if old > new:
        return False
    if old == new:
        return not proof and old_root == new_root
    if old == 0:
        return not proof and old_root == EMPTY_ROOT
    path = list(proof)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    if not path:
        return False
    fn, sn = old - 1, new - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node_hash(c, fr), node_hash(c, sr)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node_hash(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == old_root and sr == new_root


# ---------------------------------------------------------------- what is said, in two languages

FINDINGS = {
    "file.missing": ("清单列有，但文件不在", "it is on the list and not there"),
    "file.altered": ("内容与清单上的摘要不符", "its content is not what the list says"),
    "file.unexpected": ("不在清单上的文件", "it is not on the list"),
    "file.unreadable": ("无法读取", "it cannot be read"),
    "manifest.malformed": ("清单中有无法识别的行", "a line of the list cannot be read"),
    "manifest.duplicate": ("清单中同一文件列了两次", "the list names the same file twice"),
    "manifest.path": ("清单中的路径指向目录之外", "the list names a path outside of the folder"),
    "bag.malformed": ("不是完整的 BagIt 1.0 目录", "this is no whole BagIt 1.0 folder"),
    "bag.oxum": ("文件数或总字节数与所称不符", "number or bytes of the files are not those it states"),
    "record.malformed": ("不是 bwc.record/1 记录", "it is no record bwc.record/1"),
    "record.chain": ("不接续前一版本", "it does not follow from the version before it"),
    "record.altered": ("与日志中登记的摘要不符", "it is not the record whose digest is in the log"),
    "record.removed": ("日志中登记了这一版本的记录，但它不在", "the log tells of this version of a record, and it is not there"),
    "record.missing": ("没有说明该文件的记录", "no record tells of this file"),
    "record.payload": ("记录所述的原件不在", "the original it tells of is not there"),
    "entry.malformed": ("不是留痕", "it is no custody entry"),
    "entry.order": ("留痕顺序错误或重复", "it is out of order, or there twice"),
    "entry.chain": ("不接续前一条留痕", "it does not follow from the entry before it"),
    "entry.proof": ("不能证明该留痕在已签名的日志中", "it is not proven to be in the signed log"),
    "entry.missing": ("缺少这条留痕", "the entry is not there"),
    "entry.other": ("与记录中的同号留痕不同", "it is not the entry of that number in the record"),
    "checkpoint.malformed": ("不是日志根", "it is no root of a log"),
    "checkpoint.signature": ("签名不符", "its signature does not hold"),
    "checkpoint.inconsistent": ("不能证明它由前一个日志根延续而来", "it is not proven to go on from the root before it"),
    "checkpoint.fork": ("同样长度的日志另有一个根", "there is another root of a log of the same length"),
    "checkpoint.missing": ("它所依据的日志根不在", "the root it rests on is not there"),
    "receipt.signature": ("回执的签名不符", "the signature of the receipt does not hold"),
    "key.other": ("不是同一站的公钥", "it is another key than the station's"),
}

PROVEN = {
    "files": ("{n} 个文件与清单一致", "{n} files are those of the lists"),
    "originals": ("{n} 个原件与其摘要一致", "{n} originals are what their digests say"),
    "sm3": ("{n} 个原件与国密 SM3 清单一致", "{n} originals are those of the SM3 list"),
    "records": ("{n} 份记录完整，且各版本首尾相接", "{n} records are whole, each version following the one before"),
    "entries": ("{n} 条留痕在已签名的日志中，未被改动", "{n} custody entries are in the signed log, unaltered"),
    "checkpoints": ("{n} 个日志根由该站签名，并逐个延续", "{n} roots are signed by the station and go on from one another"),
    "receipts": ("{n} 份回执由所给公钥的档案方签名", "{n} receipts are signed with a key of an archive that was given"),
    "key": ("公钥与所给的一致", "the key is the one that was given"),
}

NOT_PROVEN = {
    "key": (
        "公钥确属该站：请用 --key 给出另行取得的公钥",
        "that the key is the station's: give the key you got another way with --key",
    ),
    "truth": ("摄像机拍下的就是事实，其时钟准确", "that the camera recorded the truth, or that its clock was right"),
    "complete": (
        "关于这些文件再无其他留痕或更新的记录：只证明所列的属实",
        "that no other entry speaks of these clips, and no later record: only that those given are in the log",
    ),
    "later": (
        "最后一个日志根之后的事，也没有证明别处未见过另一份日志：须由档案方的回执证明",
        "anything after the last root, nor that nobody else was shown another log: the archive's receipts tell that",
    ),
    "receipts": (
        "回执确由档案方签名：请用 --witness 给出另行取得的档案方公钥",
        "that the receipts are the archive's: give its key, got another way, with --witness",
    ),
    "record": (
        "部分记录的摘要不在所给留痕中：这些记录的内容仅由清单担保",
        "that all records are as the station wrote them: the digests of some are not among the entries given",
    ),
    "sm3": ("SM3 清单：本机 Python 不会计算 SM3", "the SM3 list: this Python cannot compute SM3"),
    "unfinished": (
        "有采集清单尚未传完（没有 tagmanifest-sha256.txt），未核验",
        "bags that had not arrived whole (no tagmanifest-sha256.txt): they were not checked",
    ),
    "unshown": (
        "有记录所依据的日志根未出示给档案方，不能证明与已出示的一致",
        "that the roots some records rest on agree with those shown to the archive: they were not shown",
    ),
}


class Report:
    def __init__(self, folder):
        self.folder = folder
        self.kind = None
        self.findings = []
        self.items = {}
        self.open = []
        self.seen = []
        self.logged = {}
        self.records = []
        self.stations = set()

    def find(self, kind, subject, detail=""):
        self.findings.append({"kind": kind, "subject": subject, "detail": detail})

    def log(self, entry):
        """Digests of records that a proven entry tells."""
        body = entry.get("body")
        if entry.get("kind") in ("archive.record", "record.archived") and isinstance(body, dict):
            # A station that goes on with the log of another one has records of its own.
            key = str(body.get("key", "")).split("/")
            station = key[1] if len(key) > 1 else body.get("station")
            self.logged[(station, entry.get("clipId"), body.get("version"))] = body.get("sha256")

    def check_records(self):
        present = {name for _, name, _ in self.records}
        for station, clip, version in sorted(
            (s, c, v) for s, c, v in self.logged if s in self.stations and isinstance(c, str) and is_size(v)
        ):
            if (station, clip, version) not in present:
                self.find("record.removed", "%s %04d" % (clip, version))
        for subject, name, digest in self.records:
            if name not in self.logged:
                self.leave_open("record")
            elif self.logged[name] != digest:
                self.find("record.altered", subject)

    def count(self, what, item):
        """Whatever is met twice (an entry in a record and in the list of entries) counts once."""
        self.items.setdefault(what, set()).add(item)

    def counts(self):
        return {what: len(items) for what, items in self.items.items()}

    def leave_open(self, what):
        if what not in self.open:
            self.open.append(what)

    def as_json(self):
        return {
            "folder": self.folder,
            "kind": self.kind,
            "ok": not self.findings,
            "findings": [dict(f, zh=FINDINGS[f["kind"]][0], en=FINDINGS[f["kind"]][1]) for f in self.findings],
            "proven": self.counts() if not self.findings else {},
            "checked": self.counts(),
            "seen": self.seen if not self.findings else [],
            "notProven": self.open,
        }

    def print(self, lang):
        say = 0 if lang == "zh" else 1
        printed = ("核验", "checked")[say] + " " + shown(self.folder)
        print(printed)
        for f in self.findings:
            detail = "" if f["detail"] == "" else " (%s)" % shown(f["detail"])
            print("  ✗ %s: %s%s" % (shown(f["subject"]), FINDINGS[f["kind"]][say], detail))
        if self.findings:
            print(("有 %d 处不符，以上未列者不作结论。", "%d findings; what is not named above is not vouched for.")[say]
                  % len(self.findings))
            return
        print(("已证明：", "proven:")[say])
        for what, n in self.counts().items():
            print("  ✓ " + PROVEN[what][say].format(n=n))
        for seen in self.seen:
            words = ("  ✓ {witness} 于 {at} 见过该日志的前 {size} 条", "  ✓ {witness} had seen the first {size} entries at {at}")
            print(words[say].format(witness=shown(seen["witness"]), at=seen["at"], size=seen["size"]))
        print(("未证明：", "not proven:")[say])
        for what in self.open:
            print("  · " + NOT_PROVEN[what][say])


def shown(text):
    """What somebody named cannot move the cursor or turn the reading direction."""
    return "".join(c if c.isprintable() else "\\u{%x}" % ord(c) for c in str(text))


# ---------------------------------------------------------------- reading

def is_regular(path):
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False


def read(path):
    with open(path, "rb") as f:
        return f.read()


def digest_of(path, name):
    h = hashlib.new(name)
    size = 0
    with open(path, "rb") as f:
        while True:
            chunk = f.read(1 << 20)
            if not chunk:
                return h.hexdigest(), size
            h.update(chunk)
            size += len(chunk)


def files_below(folder):
    """Paths relative to the folder, parts joined by `/`; links are files, and not followed."""
    found = []
    for base, dirs, names in os.walk(folder):
        links = [d for d in dirs if os.path.islink(os.path.join(base, d))]
        for name in names + links:
            found.append(os.path.relpath(os.path.join(base, name), folder).replace(os.sep, "/"))
    return sorted(found)


def parse_json(data):
    """A dict, with no key twice and no number that JSON does not know; otherwise None."""
    def unique(pairs):
        if len({k for k, _ in pairs}) != len(pairs):
            raise ValueError("a key is there twice")
        return dict(pairs)

    def no_constant(name):
        raise ValueError(name)

    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=unique, parse_constant=no_constant)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def is_size(value):
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53


def hashes(value):
    if not isinstance(value, list) or not all(isinstance(h, str) and re.fullmatch("[0-9a-f]{64}", h) for h in value):
        return None
    return [bytes.fromhex(h) for h in value]


def parse_key(data):
    """The 32 bytes of an Ed25519 key in PEM (SubjectPublicKeyInfo); otherwise None."""
    m = re.search(rb"-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----", data)
    try:
        der = base64.b64decode(b"".join(m.group(1).split()), validate=True) if m else b""
    except ValueError:
        return None
    prefix = bytes.fromhex("302a300506032b6570032100")
    return der[12:] if len(der) == 44 and der.startswith(prefix) else None


# ---------------------------------------------------------------- roots of the log

class Station:
    """One station's key, and the roots that were seen signed by it."""

    def __init__(self, key):
        self.key = key
        self.origin = None
        self.opened = {}

    def open(self, note, subject, report):
        """(size, root) where the note is a root signed by the station; otherwise None, and named."""
        if note in self.opened:
            return self.opened[note]
        result = self._open(note, subject, report)
        if result is not None:
            self.opened[note] = result
        return result

    def _open(self, note, subject, report):
        cut = note.rfind("\n\n")
        text = note[: cut + 1]
        m = re.fullmatch(r"([^\n]+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n", text) if cut >= 0 else None
        if m is None:
            report.find("checkpoint.malformed", subject)
            return None
        origin, size, root = m.group(1), int(m.group(2)), base64.b64decode(m.group(3))
        if self.origin not in (None, origin):
            report.find("key.other", subject, origin)
            return None
        key_id = hashlib.sha256(origin.encode("utf-8") + b"\n\1" + self.key).digest()[:4]
        for line in note[cut + 2 :].split("\n"):
            s = re.fullmatch(r"— (\S+) ([A-Za-z0-9+/]+={0,2})", line)
            if s is None or s.group(1) != origin:
                continue
            try:
                blob = base64.b64decode(s.group(2), validate=True)
            except ValueError:
                continue
            if blob[:4] == key_id and ed25519_verify(self.key, text.encode("utf-8"), blob[4:]):
                self.origin = origin
                report.stations.add(origin.split("/")[-1])
                return size, root
        report.find("checkpoint.signature", subject)
        return None


def parse_witness(text):
    """(name, key) of a C2SP verifier key for cosignatures; None where it is none, or its id is not its key's."""
    m = re.fullmatch(r"([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})", text.strip())
    blob = base64.b64decode(m.group(3)) if m else b""
    if len(blob) != 33 or blob[0] != 4 or witness_id(m.group(1), blob[1:]).hex() != m.group(2):
        return None
    return m.group(1), blob[1:]


def witness_id(name, key):
    return hashlib.sha256(name.encode("utf-8") + b"\n\4" + key).digest()[:4]


def check_receipt(note, subject, station, witnesses, roots, report):
    """A root of the station with the signature of a witness under it (C2SP tlog-cosignature)."""
    checkpoint = station.open(note, subject, report)
    check_known(checkpoint, roots, subject, report)
    if checkpoint is None:
        return
    text, lines = note[: note.rfind("\n\n") + 1], note[note.rfind("\n\n") + 2 :].split("\n")
    known = False
    for line in lines:
        s = re.fullmatch(r"— (\S+) ([A-Za-z0-9+/]+={0,2})", line)
        for name, key in witnesses:
            if s is None or s.group(1) != name:
                continue
            try:
                blob = base64.b64decode(s.group(2), validate=True)
            except ValueError:
                blob = b""
            seconds = int.from_bytes(blob[4:12], "big")
            message = ("cosignature/v1\ntime %d\n%s" % (seconds, text)).encode("utf-8")
            known = True
            if blob[:4] != witness_id(name, key) or seconds >= 2**37 or not ed25519_verify(key, message, blob[12:]):
                report.find("receipt.signature", subject, name)
                continue
            at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
            report.seen.append({"witness": name, "size": checkpoint[0], "at": at})
            report.count("receipts", (name, checkpoint))
    if not known:
        report.leave_open("receipts")


def check_chain(station, shown_files, report):
    """
    Checkpoints as they are shown to an archive: `old <size>`, the proof, an empty line, the signed root.
    shown_files: (name, subject, bytes), by size. Returns size -> root.
    """
    roots = {}
    size, root = 0, EMPTY_ROOT
    for name, subject, data in shown_files:
        try:
            head, note = data.decode("utf-8").split("\n\n", 1)
            lines = head.split("\n")
            old = int(re.fullmatch(r"old (0|[1-9][0-9]{0,15})", lines[0]).group(1))
            proof = [base64.b64decode(line, validate=True) for line in lines[1:]]
        except (ValueError, AttributeError):
            report.find("checkpoint.malformed", subject)
            continue
        opened = station.open(note, subject, report)
        if opened is None:
            continue
        new, new_root = opened
        if name != "%020d" % new:
            report.find("checkpoint.malformed", subject, "%d" % new)
        if old != size and old not in roots:
            report.find("checkpoint.missing", subject, "%d" % old)
        elif old != size or not consistency_holds(size, new, root, new_root, proof):
            report.find("checkpoint.inconsistent", subject)
        roots[new] = new_root
        size, root = new, new_root
        report.count("checkpoints", (station.origin, new))
    return roots


# ---------------------------------------------------------------- custody entries

def check_entry(data, seq, path, checkpoint, subject, report):
    """The entry as a dict where it is one and is proven to be in the log; otherwise None, and named."""
    entry = parse_json(data)
    if entry is None or not is_size(entry.get("seq")) or not isinstance(entry.get("prev"), str):
        report.find("entry.malformed", subject)
        return None
    if seq is not None and entry["seq"] != seq:
        report.find("entry.order", subject, "%d" % entry["seq"])
        return None
    siblings = hashes(path)
    if checkpoint is None or siblings is None:
        report.find("entry.proof", subject)
        return None
    if not inclusion_holds(leaf_hash(data), entry["seq"], checkpoint[0], siblings, checkpoint[1]):
        report.find("entry.proof", subject)
        return None
    return entry


class Entries:
    """Entries in the order of the log: each number once, each following from the one before it where that is there."""

    def __init__(self, report):
        self.report = report
        self.last = -1
        self.leaf = None
        self.by_seq = {}

    def add(self, entry, data, subject):
        seq = entry["seq"]
        if seq <= self.last:
            self.report.find("entry.order", subject)
            return
        if seq == 0 and entry["prev"] != "0" * 64 or seq > 0 and seq == self.last + 1 and entry["prev"] != self.leaf:
            self.report.find("entry.chain", subject)
        self.last = seq
        self.leaf = leaf_hash(data).hex()
        self.by_seq[seq] = data


# ---------------------------------------------------------------- records

def check_record(data, subject, station, report):
    """(record, [(seq, entry bytes)], checkpoint) of what can be read; findings name the rest."""
    record = parse_json(data)
    try:
        ok = record["schema"] == "bwc.record/1" and is_size(record["version"])
        clip, log = record["content"]["clip"], record["log"]
        ok = ok and isinstance(clip["id"], str) and re.fullmatch("[0-9a-f]{64}", clip["sha256"]) and is_size(clip["bytes"])
        ok = ok and all(re.fullmatch("[0-9a-f]{64}", s["sha256"]) for s in record["content"]["sidecars"])
        ok = ok and isinstance(log["checkpoint"], str) and isinstance(log["entries"], list)
        ok = ok and (record["previous"] is None or isinstance(record["previous"]["sha256"], str))
    except (TypeError, KeyError):
        ok = False
    if not ok:
        report.find("record.malformed", subject)
        return None
    if parse_key(str(log.get("publicKey")).encode("utf-8")) != station.key:
        report.find("key.other", subject)
    checkpoint = station.open(log["checkpoint"], subject, report)
    entries, stored = Entries(report), False
    for item in log["entries"]:
        seq = item.get("seq") if isinstance(item, dict) else None
        if not is_size(seq) or not isinstance(item.get("entry"), str):
            report.find("entry.malformed", subject)
            continue
        name = "%s: %d" % (subject, seq)
        try:
            raw = item["entry"].encode("utf-8")
        except UnicodeEncodeError:
            report.find("entry.malformed", name)
            continue
        entry = check_entry(raw, seq, item.get("path"), checkpoint, name, report)
        if entry is None:
            continue
        if entry.get("clipId") != clip["id"]:
            report.find("entry.other", name)
        entries.add(entry, raw, name)
        report.count("entries", leaf_hash(raw))
        report.log(entry)
        body = entry.get("body")
        if entry.get("kind") == "clip.stored" and isinstance(body, dict) and body.get("sha256") == clip["sha256"]:
            stored = True
    if not stored:
        report.find("entry.missing", subject, "clip.stored")
    digest = hashlib.sha256(data).hexdigest()
    report.count("records", digest)
    report.records.append((subject, (record["content"]["station"]["id"], clip["id"], record["version"]), digest))
    return record, entries.by_seq, checkpoint


def check_versions(files, station, report):
    """files: (subject, bytes) of the versions of one clip, the first one first. Returns what check_record gives of each."""
    found, before, number = [], None, 0
    for subject, data in files:
        checked = check_record(data, subject, station, report)
        digest = hashlib.sha256(data).hexdigest()
        if checked is None:
            before, number = digest, None
            continue
        record = checked[0]
        previous = record["previous"]
        if before is None:
            follows = previous is None and record["version"] == 1
        else:
            follows = previous is not None and previous["sha256"] == before
            follows = follows and (number is None or record["version"] == number + 1)
        if not follows or (found and found[-1][1][0]["content"]["clip"]["id"] != record["content"]["clip"]["id"]):
            report.find("record.chain", subject)
        before, number = digest, record["version"]
        found.append((subject, checked))
    return found


# ---------------------------------------------------------------- bags

def decode_path(text):
    return re.sub("%(25|0A|0D)", lambda m: chr(int(m.group(1), 16)), text, flags=re.I)


def parse_manifest(folder, name, report):
    """path -> digest; lines that cannot be read, point outside or come twice are named."""
    listed = {}
    try:
        text = read(os.path.join(folder, name)).decode("utf-8")
    except (OSError, UnicodeDecodeError):
        report.find("file.unreadable", name)
        return listed
    if text != "" and not text.endswith("\n"):
        report.find("manifest.malformed", name)
    for line in text.split("\n"):
        if line == "":
            continue
        m = re.fullmatch(r"([0-9a-fA-F]{64}) [ *](.+)", line)
        if m is None:
            report.find("manifest.malformed", name)
            continue
        path = decode_path(m.group(2))
        parts = path.split("/")
        if path.startswith(("/", "~")) or "\0" in path or "\\" in path or any(p in ("", ".", "..") for p in parts):
            report.find("manifest.path", path, name)
        elif path in listed:
            report.find("manifest.duplicate", path, name)
        else:
            listed[path] = m.group(1).lower()
    return listed


def check_files(folder, listed, algorithm, report, what):
    total = 0
    for path, digest in sorted(listed.items()):
        full = os.path.join(folder, *path.split("/"))
        if not os.path.lexists(full):
            report.find("file.missing", path)
            continue
        if not is_regular(full) or os.path.realpath(full) != os.path.join(os.path.realpath(folder), *path.split("/")):
            report.find("file.unreadable", path)
            continue
        try:
            actual, size = digest_of(full, algorithm)
        except OSError as e:
            report.find("file.unreadable", path, e.strerror)
            continue
        total += size
        if actual != digest:
            report.find("file.altered", path)
        else:
            report.count(what, (folder, path))
    return total


def check_bag(folder, keys, report, originals=None):
    """originals: digest -> size of what an archive holds, in place of the bag's own payload."""
    there = files_below(folder)
    declared = os.path.join(folder, "bagit.txt")
    if not is_regular(declared) or not read(declared).startswith(b"BagIt-Version: 1.0\n"):
        report.find("bag.malformed", "bagit.txt")
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        if name not in there:
            report.find("file.missing", name)
    payload = parse_manifest(folder, "manifest-sha256.txt", report) if "manifest-sha256.txt" in there else {}
    tags = parse_manifest(folder, "tagmanifest-sha256.txt", report) if "tagmanifest-sha256.txt" in there else {}
    for path in there:
        expected = payload if path.startswith("data/") else tags
        if path not in expected and path != "tagmanifest-sha256.txt":
            report.find("file.unexpected", path)
    check_files(folder, tags, "sha256", report, "files")
    if originals is None:
        total = check_files(folder, payload, "sha256", report, "files")
        check_oxum(folder, total, len(payload), report)
    else:
        for path, digest in payload.items():
            if digest not in originals:
                report.find("file.missing", path, digest)
    if "manifest-sm3.txt" in there:
        sm3 = parse_manifest(folder, "manifest-sm3.txt", report)
        if set(sm3) != set(payload):
            report.find("manifest.malformed", "manifest-sm3.txt")
        if originals is not None or "sm3" not in hashlib.algorithms_available:
            report.leave_open("sm3")
        else:
            check_files(folder, sm3, "sm3", report, "sm3")
    check_bag_log(folder, there, payload, keys, report)


def check_oxum(folder, total, count, report):
    try:
        info = read(os.path.join(folder, "bag-info.txt")).decode("utf-8")
    except (OSError, UnicodeDecodeError):
        report.find("file.unreadable", "bag-info.txt")
        return
    if re.findall(r"^Payload-Oxum: (\S+)$", info, flags=re.M) != ["%d.%d" % (total, count)]:
        report.find("bag.oxum", "bag-info.txt")


def check_bag_log(folder, there, payload, keys, report):
    def inside(path):
        return os.path.join(folder, *path.split("/"))

    station = station_of(inside("custody/station.pub"), "custody/station.pub", keys.station, report)
    if station is None:
        return
    chain = [p for p in there if p.startswith("custody/checkpoints/")]
    roots = check_chain(station, [(p.rsplit("/", 1)[1], p, read(inside(p))) for p in chain if is_regular(inside(p))], report)

    checkpoint = None
    if is_regular(inside("custody/checkpoint.txt")):
        note = read(inside("custody/checkpoint.txt")).decode("utf-8", "replace")
        checkpoint = station.open(note, "custody/checkpoint.txt", report)
    else:
        report.find("checkpoint.missing", "custody/checkpoint.txt")
    check_known(checkpoint, roots, "custody/checkpoint.txt", report)

    for path in there:
        if path.startswith("custody/receipts/") and is_regular(inside(path)):
            note = read(inside(path)).decode("utf-8", "replace")
            check_receipt(note, path, station, keys.witnesses, roots, report)
    entries = check_events(inside, checkpoint, report)
    told = set()
    for path_of_clip in sorted({p.rsplit("/", 1)[0] for p in there if p.startswith("records/")}):
        versions = [p for p in there if p.rsplit("/", 1)[0] == path_of_clip]
        checked = check_versions([(p, read(inside(p))) for p in versions if is_regular(inside(p))], station, report)
        for subject, (record, own, rests_on) in checked:
            check_known(rests_on, roots, subject, report)
            for seq, data in own.items():
                if seq not in entries:
                    report.find("entry.missing", "%s: %d" % (subject, seq), "custody/events.jsonl")
                elif entries[seq] != data:
                    report.find("entry.other", "%s: %d" % (subject, seq), "custody/events.jsonl")
        if checked:
            told |= check_payload_of(checked[-1], set(payload.values()), report)
    for path, digest in payload.items():
        if digest not in told:
            report.find("record.missing", path)


def check_payload_of(last, digests, report):
    """What the latest record tells of is there, unless it was disposed of. Returns the digests it tells of."""
    subject, (record, _, _) = last
    content = record["content"]
    told = {content["clip"]["sha256"]} | {s["sha256"] for s in content["sidecars"]}
    if content.get("disposal") is None:
        for digest in sorted(told - digests):
            report.find("record.payload", subject, digest)
    return told


def check_known(checkpoint, roots, subject, report):
    if checkpoint is None:
        return
    size, root = checkpoint
    if size not in roots:
        report.find("checkpoint.missing", subject, "%d" % size)
    elif roots[size] != root:
        report.find("checkpoint.fork", subject, "%d" % size)


def check_events(inside, checkpoint, report):
    """seq -> bytes of the entries in custody/events.jsonl."""
    try:
        lines = read(inside("custody/events.jsonl")).split(b"\n")
        proofs = {}
        for line in read(inside("custody/proofs.jsonl")).split(b"\n")[:-1]:
            proof = parse_json(line)
            if proof is None or not is_size(proof.get("seq")) or proof["seq"] in proofs:
                report.find("entry.proof", "custody/proofs.jsonl", shown(line[:40].decode("utf-8", "replace")))
            else:
                proofs[proof["seq"]] = proof.get("path")
    except OSError as e:
        report.find("file.unreadable", "custody", e.strerror)
        return {}
    if lines.pop() != b"":
        report.find("entry.malformed", "custody/events.jsonl")
    entries = Entries(report)
    for number, line in enumerate(lines, 1):
        said = parse_json(line)
        seq = said.get("seq") if said is not None else None
        subject = "custody/events.jsonl:%d" % number + (" (%s)" % seq if is_size(seq) else "")
        entry = check_entry(line, None, proofs.get(seq) if is_size(seq) else None, checkpoint, subject, report)
        if entry is not None:
            entries.add(entry, line, subject)
            report.count("entries", leaf_hash(line))
            report.log(entry)
    for seq in sorted(set(proofs) - set(entries.by_seq)):
        report.find("entry.missing", "custody/proofs.jsonl", "%d" % seq)
    return entries.by_seq


def station_of(path, subject, given, report):
    key = parse_key(read(path)) if is_regular(path) else None
    if key is None:
        report.find("file.unreadable", subject)
        return None
    if given is None:
        report.leave_open("key")
    elif given != key:
        report.find("key.other", subject)
    else:
        report.count("key", given)
    return Station(key)


# ---------------------------------------------------------------- the directory of an archive

def check_archive(folder, keys, report):
    """
    originals/sha256/ab/cd/<digest>, records/<station>/<clip>/<version>.json, checkpoints/<station>/<size>,
    bags/<station>/<visit>/<version>/ (tag files only), receipts/<station>/<size>-<witness>, stations/<station>.pub
    """
    originals = check_originals(os.path.join(folder, "originals", "sha256"), report)
    names = set()
    for part in ("records", "checkpoints", "bags"):
        path = os.path.join(folder, part)
        names |= set(os.listdir(path)) if os.path.isdir(path) else set()
    for name in sorted(names):
        check_station(folder, name, originals, keys, report)


def check_originals(folder, report):
    found = {}
    for path in files_below(folder):
        full, name = os.path.join(folder, path), path.rsplit("/", 1)[-1]
        subject = "originals/sha256/" + path
        if path != "%s/%s/%s" % (name[:2], name[2:4], name) or not re.fullmatch("[0-9a-f]{64}", name):
            report.find("file.unexpected", subject)
        elif not is_regular(full):
            report.find("file.unreadable", subject)
        else:
            actual, size = digest_of(full, "sha256")
            if actual == name:
                found[name] = size
                report.count("originals", name)
            else:
                report.find("file.altered", subject)
    return found


def versions_below(bags):
    visits = sorted(os.listdir(bags)) if os.path.isdir(bags) else []
    return [os.path.join(visit, version) for visit in visits for version in sorted(os.listdir(os.path.join(bags, visit)))]


def check_station(folder, name, originals, keys, report):
    public_key = "stations/%s.pub" % name
    station = station_of(os.path.join(folder, public_key), public_key, keys.station, report)
    if station is None:
        return
    kept = os.path.join(folder, "checkpoints", name)
    sizes = [f for f in (sorted(os.listdir(kept)) if os.path.isdir(kept) else []) if re.fullmatch("[0-9]{20}", f)]
    roots = check_chain(
        station, [(f, "checkpoints/%s/%s" % (name, f), read(os.path.join(kept, f))) for f in sizes], report
    )
    receipts = os.path.join(folder, "receipts", name)
    for f in sorted(os.listdir(receipts)) if os.path.isdir(receipts) else []:
        note = read(os.path.join(receipts, f)).decode("utf-8", "replace")
        check_receipt(note, "receipts/%s/%s" % (name, f), station, keys.witnesses, roots, report)
    records = os.path.join(folder, "records", name)
    for clip in sorted(os.listdir(records)) if os.path.isdir(records) else []:
        own = os.path.join(records, clip)
        versions = [("records/%s/%s/%s" % (name, clip, f), read(os.path.join(own, f))) for f in sorted(os.listdir(own))]
        checked = check_versions(versions, station, report)
        for subject, (_, _, rests_on) in checked:
            if rests_on is not None and rests_on[0] not in roots:
                report.leave_open("unshown")
            else:
                check_known(rests_on, roots, subject, report)
        if checked:
            check_payload_of(checked[-1], set(originals), report)
    bags = os.path.join(folder, "bags", name)
    for version in versions_below(bags):
        inner = Report("bags/%s/%s" % (name, version))
        if not os.path.lexists(os.path.join(bags, version, "tagmanifest-sha256.txt")):
            report.leave_open("unfinished")
            continue
        check_bag(os.path.join(bags, version), Keys(station.key, keys.witnesses), inner, originals)
        for f in inner.findings:
            report.find(f["kind"], "%s/%s" % (inner.folder, f["subject"]), f["detail"])
        for what, items in inner.items.items():
            if what != "key":
                report.items.setdefault(what, set()).update(items)
        for what in inner.open:
            report.leave_open(what)
        report.seen += inner.seen
        report.logged.update(inner.logged)
        report.stations |= inner.stations
        report.records += [("%s/%s" % (inner.folder, s), name, digest) for s, name, digest in inner.records]


# ---------------------------------------------------------------- the command

class Keys:
    """What was given: the station's key (or None), and those of witnesses as (name, key)."""

    def __init__(self, station, witnesses):
        self.station = station
        self.witnesses = witnesses


def read_keys(options):
    station, witnesses = None, []
    if options.key is not None:
        station = parse_key(read(options.key))
        if station is None:
            raise OSError("%s: no Ed25519 key in PEM" % shown(options.key))
    if options.witness is not None:
        lines = [line for line in read(options.witness).decode("utf-8", "replace").split("\n") if line.strip()]
        witnesses = [parse_witness(line) for line in lines]
        if not witnesses or None in witnesses:
            raise OSError("%s: no keys of witnesses, one a line" % shown(options.witness))
    return Keys(station, witnesses)


def language():
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def check(folder, keys):
    """None where the folder is neither."""
    report = Report(folder)
    if any(os.path.exists(os.path.join(folder, name)) for name in ("bagit.txt", "manifest-sha256.txt")):
        report.kind, run = "bag", check_bag
    elif any(os.path.isdir(os.path.join(folder, part)) for part in ("originals", "records", "checkpoints")):
        report.kind, run = "archive", check_archive
    else:
        return None
    try:
        run(folder, keys, report)
        report.check_records()
    except OSError as e:
        report.find("file.unreadable", e.filename, e.strerror or "")
    for what in ("truth", "complete", "later"):
        report.leave_open(what)
    return report


def main(argv):
    parser = argparse.ArgumentParser(description="核验执法记录仪采集站移交的材料 / checks what a bwc-station handed over")
    parser.add_argument("folders", nargs="+", metavar="FOLDER", help="目录 / a bag, or the directory of an archive")
    parser.add_argument("--key", metavar="FILE", help="另行取得的公钥 / the station's key, got another way (PEM)")
    parser.add_argument("--witness", metavar="FILE", help="档案方公钥，每行一个 / keys of witnesses, one a line (C2SP)")
    parser.add_argument("--json", action="store_true", help="JSON")
    parser.add_argument("--lang", choices=("zh", "en"), default=language())
    options = parser.parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        keys = read_keys(options)
        reports = []
        for folder in options.folders:
            report = check(folder, keys)
            if report is None:
                raise OSError("%s: 既不是移交目录，也不是档案目录 / neither a bag nor an archive" % shown(folder))
            reports.append(report)
    except OSError as e:
        print("verify.py: %s" % e, file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps([r.as_json() for r in reports], ensure_ascii=False, indent=1))
    else:
        for report in reports:
            report.print(options.lang)
    return 1 if any(r.findings for r in reports) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
