"""Strings that break programs: quotes and comments of SQL, placeholders, signs without a shape, names of nothing,
numbers that are none."""

from __future__ import annotations

SQL = (
    "'; DROP TABLE batch; --", "' OR '1'='1", "1; DELETE FROM caseload", "x'); DROP TABLE account; --", "' OR 1=1 -- "
                                                                                                        "1", "' UNION SELECT "
                                                                                                             "password FROM "
                                                                                                             "account "
                                                                                                             "--",
    "'; UPDATE account SET login='x'; --", '"; DROP TABLE scenario; --', "a' AND pg_sleep(9) --", "$$; DROP TABLE "
                                                                                                  "draft; $$", "/*", "*/ --", ";", "'", "''", '"', "``", "\\", "\\'",
    "%", "_", "%%", "%s", "%(a)s", ":a", ":1", "?", "$1", "{}", "{0}", "{name}", "%n%n%x", "E'\\x27'",
)  # fmt: skip
SIGNS = (
    "a\0b", "\0", "\x01\x1f\x7f\x85", "\r\n", "\ufeff", "\u202etxt.exe\u2066", "\u200b\u200d", "\ufdd0\uffff\U0010ffff", "\ud800", "a\udfffb", "👨\u200d👩\u200d👧", "e" + "\u0301" * 60,
    "ﷺ" * 30, "İıßﬃ", "Ω≈ç√∫", "田中さん ثم نفس", "１２３", "¯\\_(ツ)_/¯", "\u2028\u2029", "Nguyễn Thị Huệ",
)  # fmt: skip
VALUES = (
    "", " ", "\t", "nan", "Infinity", "null", "None", "undefined", "true", "0", "-1", "1e309", "9" * 40, "0x41", "2023-02-30", "9999-99", "../../etc/passwd", "CON", "$HOME `id` "
                                                                                                                                                                     "$(id)",
    "${jndi:ldap://127.0.0.1:9/a}", "{{7*7}}", "<script>alert(1)</script>", "A" * 10_000, "[]", '{"a": 1}',
)  # fmt: skip
NASTY = (*SQL, *SIGNS, *VALUES)
