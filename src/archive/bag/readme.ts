/** What somebody who was handed a bag reads first. */
export const BAG_README = `本目录是一次采集的完整材料（BagIt 1.0，RFC 8493）。核验无需本系统软件：

    sha256sum -c manifest-sha256.txt      # 原件与清单一致
    sha256sum -c tagmanifest-sha256.txt   # 其余文件与清单一致
    python3 verify.py .                   # 全部核验，含记录、留痕、签名；只需 Python 3.9 以上

有 manifest-sm3.txt 时，可用 openssl dgst -sm3 -r 逐个核对国密摘要。
为稳妥起见，请使用另行取得的 verify.py，并用 --key 指定该站以其他途径公布的公钥。

This folder holds all that one visit of a camera brought. To check it, none of our software is needed:

    sha256sum -c manifest-sha256.txt      # the originals are those of the list
    sha256sum -c tagmanifest-sha256.txt   # so is everything else
    python3 verify.py .                   # all of it: records, custody entries, signatures; Python 3.9 or later

Where there is a manifest-sm3.txt, openssl dgst -sm3 -r gives the digests to compare.
To be sure, use a verify.py that you got another way, and give it the station's published key with --key.

data/                 原件 originals, byte for byte
records/              每个文件的记录 the record of each clip, by version
custody/events.jsonl  留痕 custody entries, one a line, exactly as they are hashed
custody/proofs.jsonl  每条留痕到日志根的路径 the path from each entry to the root of the log
custody/receipts/      档案方的回执，用 --witness 给出其公钥 receipts of the archive: give its key with --witness
custody/checkpoint.txt, checkpoints/, station.pub
                      签名的日志根、其延续证明与公钥 signed roots, proofs that each goes on from the one before, the key
`;
