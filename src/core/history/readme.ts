import { fullDays } from './retention.js';

/** What stands in the folder of the history, for whoever comes there without the console. */
export const readme = `The history of lvs.cf
=====================

Every saved state of lvs.cf is here as a file of its own, byte for byte:

  000042-1f3a5b7c9d0e.cf    version 42; the letters are the start of the SHA-256 of its bytes
  index.jsonl               one line per version: who saved it, when, and what it changed

Nothing here needs LVS Console. "ls" lists the versions in the order in which they were saved, and "less",
"diff" and "cp" do the rest. Be root, or the account that the console runs as.

To bring a version back by hand
-------------------------------

1. Find it: diff two of the files, or look for a name in the index:   grep '"web1"' index.jsonl
2. See that it is whole; the first twelve letters must be those in its name:   sha256sum 000042-*.cf
3. Keep what is there now:   cp -p /etc/lvs-console/lvs.cf /root/lvs.cf.before
4. Put it in place:   cp 000042-1f3a5b7c9d0e.cf /etc/lvs-console/lvs.cf
   (Written over the file that is there, so owner and mode stay. Where lvs.cf lies, the settings say: "file".)
5. Check it:   lvs-console check /etc/lvs-console/lvs.cf
6. Make the router run it:   lvs-console apply

The console notices what was done by hand and keeps it as a version "changed outside".

The index
---------

A line of a version is a JSON object. "number" counts from 1 and is never given twice; "time" is UTC; "user",
"address" and "panel" say who saved it, from where and on which panel; "hash" is the SHA-256 of its bytes,
"bytes" their count, "previous" the hash of what it was made from; "changes" holds what it changed: how many
things ("count") and the first of them. "note" is what somebody wrote about it. What is said of a version later
stands in a line of its own: {"mark":42,"pinned":true}. New lines come at the end. A line {"pruned":[...]}
names files that were given up and may be removed.

Lost or damaged, the index takes no version with it: the files are the history, and their names have the
numbers. The console goes on with the next number and removes no file that it does not know.

How long versions stay
----------------------

All of the ${fullDays} days before the newest one, then the last of each day (UTC). The newest one, and those
that were pinned, stay for good.
`;
