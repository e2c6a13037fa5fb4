"""Makes the mails, calendars, notebooks, subtitles and archives of tests/fixtures/formats, in the folder given.

Needs nbformat, icalendar, srt, webvtt-py and extract-msg (it writes the compound file of an Outlook message) by pip,
and the fixtures' source/ beside the results; called by make-fixtures.sh.
"""

import mailbox
import os
import struct
import sys
import tarfile
import zipfile
import zlib
from datetime import datetime, timedelta, timezone
from email import policy
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import icalendar
import nbformat
import srt
import webvtt
from extract_msg import OleWriter

out = sys.argv[1]
BERLIN = timezone(timedelta(hours=1))
ANNA = "Anna Kovács <anna@hearth-heating.example>"
BEN = "Ben Hale <ben@hollow-brook.example>"


def path(name):
    return os.path.join(out, name)


def png(size):
    """A picture of one colour, as a logo is."""
    row = b"\0" + b"\x30\x60\x90" * size
    chunk = lambda kind, data: len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")
    head = size.to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(row * size)) + chunk(b"IEND", b"")


def mail(sender, to, subject, when, message_id, **more):
    message = EmailMessage(policy=policy.SMTP)
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"] = when
    message["Message-ID"] = message_id
    for name, value in more.items():
        message[name.replace("_", "-")] = value
    return message


def save(message, name):
    with open(path(name), "wb") as file:
        file.write(message.as_bytes())


# An offer, as a business sends it: text and HTML, a logo in the text, a table attached.
offer = mail(ANNA, BEN, "Offer for the boiler — weighing house", datetime(2026, 3, 3, 10, 15, tzinfo=BERLIN), "<offer-1@hearth-heating.example>", Cc="Odalys Vance <odalys@hollow-brook.example>")
offer.set_content(
    "Dear Ben,\n\nwe can deliver the Thermex 400 boiler for £2,950 plus VAT, fitted and tested. "
    "The price holds until 30 April 2026. A crew of two needs one and a half days, and the old stove can stay where it is.\n\n"
    "Kind regards\nAnna Kovács\nHearth Heating Ltd · Tel. 01632 960 117\n",
    cte="quoted-printable",
)
offer.add_alternative("<p>Dear Ben,</p><p>we can deliver the Thermex 400 boiler for £2,950 plus VAT, fitted and tested. The price holds until 30 April 2026. A crew of two needs one and a half days, and the old stove can stay where it is.</p><p>Kind regards<br>Anna Kovács<br><img src='cid:logo'></p>", subtype="html")
offer.get_payload()[1].add_related(png(8), "image", "png", cid="<logo>", filename="logo.png")
offer.add_attachment("item,pieces,price\nboiler Thermex 400,1,2410\nflue pipe,4,38\nlabour in days,3,129\n".encode(), "text", "csv", filename="price list.csv")
save(offer, "offer.eml")

# The reply quotes it below.
reply = mail(BEN, ANNA, "Re: Offer for the boiler — weighing house", datetime(2026, 3, 5, 18, 2, tzinfo=BERLIN), "<reply-2@hollow-brook.example>", In_Reply_To="<offer-1@hearth-heating.example>", References="<offer-1@hearth-heating.example>")
reply.set_content(
    "Hi Anna,\n\nthe committee accepts your offer. Please start on Monday, 13 April, and ring at the baker's for the key.\n\nBen\n\n"
    "On Tue, 3 Mar 2026 at 10:15, Anna Kovács <anna@hearth-heating.example>\nwrote:\n\n"
    "> Dear Ben,\n>\n> we can deliver the Thermex 400 boiler for £2,950 plus VAT, fitted and tested.\n"
    "> The price holds until 30 April 2026.\n>\n> Kind regards\n> Anna Kovács\n",
    charset="iso-8859-1",
    cte="quoted-printable",
)
save(reply, "reply.eml")

# HTML alone, in base64 and Windows-1252, with a mail quoted as Outlook does.
html = mail("Odalys Vance <odalys@hollow-brook.example>", BEN, "AW: Keys for the summer", datetime(2026, 5, 29, 7, 40, tzinfo=timezone.utc), "<keys-9@hollow-brook.example>")
html.set_content(
    "<html><head><style>p{color:red}</style></head><body><div><p>Dear Ben,</p><p>the spare key – the one with the red ribbon – hangs behind the clock. "
    "Mr. Quill gave his key back on Friday.</p><ul><li>Front door: two keys</li><li>Attic: one key</li></ul><p>Odalys</p></div>"
    "<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p><b>From:</b> Ben Hale<br><b>Sent:</b> Thursday, 28 May 2026 20:11<br><b>To:</b> Odalys Vance<br><b>Subject:</b> Keys for the summer</p></div>"
    "<p>Who has the spare key at the moment?</p></body></html>",
    subtype="html",
    charset="windows-1252",
    cte="base64",
)
save(html, "html-only.eml")

# A mail that carries another one, and a calendar's invitation.
forward = mail(BEN, "committee@hollow-brook.example", "Fwd: Burst pipe in the reading room", datetime(2026, 1, 12, 9, 0, tzinfo=BERLIN), "<fwd-3@hollow-brook.example>")
forward.set_content("Please read what the plumber says. We meet on Wednesday at six.\n")
inner = mail("Tom Reddy <tom@reddy-plumbing.example>", BEN, "Burst pipe in the reading room", datetime(2026, 1, 11, 21, 30, tzinfo=BERLIN), "<pipe-1@reddy-plumbing.example>")
inner.set_content("The pipe burst because the valve in the cellar had been left open. The repair takes four hours and costs 310 euros.\n")
forward.add_attachment(inner)
save(forward, "forward.eml")

# Encrypted for S/MIME.
secret = mail(ANNA, BEN, "Bank details", datetime(2026, 3, 9, 8, 0, tzinfo=BERLIN), "<secret-4@hearth-heating.example>")
secret.set_content(bytes(range(256)), "application", "pkcs7-mime", params={"smime-type": "enveloped-data", "name": "smime.p7m"}, disposition="attachment", filename="smime.p7m")
save(secret, "encrypted.eml")

# A mailbox.
if os.path.exists(path("thread.mbox")):
    os.remove(path("thread.mbox"))
box = mailbox.mbox(path("thread.mbox"))
for number, (sender, subject, text) in enumerate([
    (BEN, "Roof of the shed", "The roof of the shed leaks above the bicycles.\nFrom tomorrow on we cover it with a sheet of canvas.\n"),
    ("Odalys Vance <odalys@hollow-brook.example>", "Re: Roof of the shed", "The carpenter, Ms. Iyer, can come on 22 June and asks 480 euros for new boards.\n\nBen Hale wrote:\n> The roof of the shed leaks above the bicycles.\n"),
    (ANNA, "Grüße aus dem Urlaub", "Greetings from the lake: the hut has no heating at all.\n"),
]):
    message = mail(sender, "committee@hollow-brook.example", "", datetime(2026, 6, 8 + number, 12, 0, tzinfo=BERLIN), f"<shed-{number}@hollow-brook.example>", **({"In_Reply_To": "<shed-0@hollow-brook.example>"} if number == 1 else {}))
    del message["Subject"]
    message["Subject"] = subject
    message.set_content(text)
    kept = mailbox.mboxMessage(message)
    kept.set_from("committee@hollow-brook.example", datetime(2026, 6, 8 + number, 12, 0).timetuple())
    box.add(kept)
box.close()

# A calendar.
calendar = icalendar.Calendar()
calendar.add("prodid", "-//Hollow Brook//Library//EN")
calendar.add("version", "2.0")
calendar.add("x-wr-calname", "Library committee")
zone = ZoneInfo("Europe/Berlin")
for summary, start, end, place, rule, text in [
    ("Budget review", datetime(2026, 9, 8, 18, 0, tzinfo=zone), datetime(2026, 9, 8, 19, 30, tzinfo=zone), "Weighing house, upper room", None, "Bring the receipts for the stove.\nThe treasurer reports first."),
    ("Story hour", datetime(2026, 9, 12, 10, 0, tzinfo=zone), datetime(2026, 9, 12, 11, 0, tzinfo=zone), "Children's corner", {"freq": "weekly", "interval": 2, "byday": ["SA"], "until": datetime(2026, 12, 19, 10, 0, tzinfo=timezone.utc)}, "For children from four to eight."),
]:
    event = icalendar.Event()
    event.add("uid", f"{summary}@hollow-brook.example")
    event.add("summary", summary)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("location", place)
    event.add("description", text)
    if rule:
        event.add("rrule", rule)
    else:
        organiser = icalendar.vCalAddress("MAILTO:odalys@hollow-brook.example")
        organiser.params["CN"] = "Odalys Vance"
        event.add("organizer", organiser)
        guest = icalendar.vCalAddress("MAILTO:ben@hollow-brook.example")
        guest.params["CN"], guest.params["PARTSTAT"] = "Ben Hale", "DECLINED"
        event.add("attendee", guest)
    calendar.add_component(event)
holiday = icalendar.Event()
holiday.add("uid", "holiday@hollow-brook.example")
holiday.add("summary", "Closed for the potato holidays")
holiday.add("dtstart", datetime(2026, 10, 12).date())
holiday.add("dtend", datetime(2026, 10, 24).date())
calendar.add_component(holiday)
with open(path("committee.ics"), "wb") as file:
    file.write(calendar.to_ical())

# A notebook.
notebook = nbformat.v4.new_notebook()
notebook.cells = [
    nbformat.v4.new_markdown_cell("# Loans of the year\n\nWe count how often each *shelf* was visited. The busiest month was **November**, with 412 loans."),
    nbformat.v4.new_code_cell("import csv\n\ntotal = sum(row.loans for row in rows)\nprint(total)", outputs=[nbformat.v4.new_output("stream", name="stdout", text="3187\n")]),
    nbformat.v4.new_markdown_cell("## What we learned\n\n- Atlases are read, but never lent.\n- Comics come back late."),
    nbformat.v4.new_code_cell("plot(rows)", outputs=[nbformat.v4.new_output("display_data", data={"text/plain": "<Figure size 640x480 with 1 Axes>", "image/png": "iVBORw0KGgo="}), nbformat.v4.new_output("stream", name="stdout", text="".join(f"row {n}\n" for n in range(60)))]),
]
nbformat.write(notebook, path("loans.ipynb"))

# Subtitles.
said = [
    (1, 4, "Welcome to the village library."), (4.2, 7, "The house was built in 1791"), (7, 10, "as a place to weigh wool."),
    (15, 18, "<i>How many books are there?</i>"), (62, 66.5, "About four thousand two hundred,\nand every one is on a card."),
]
with open(path("tour.srt"), "w", encoding="utf-8") as file:
    file.write(srt.compose([srt.Subtitle(n, timedelta(seconds=a), timedelta(seconds=b), text) for n, (a, b, text) in enumerate(said, 1)]))
talk = webvtt.WebVTT()
for start, end, text in [("00:00:01.000", "00:00:04.000", "<v Odalys>When do we open in winter?"), ("00:00:04.500", "00:00:08.000", "<v Ben>At three, as always,"), ("00:00:08.000", "00:00:11.000", "<v Ben>but never when it is below fourteen degrees.")]:
    talk.captions.append(webvtt.Caption(start, end, text))
talk.save(path("talk.vtt"))

# Archives of what is there already; one that holds what must not be read.
source = os.path.join(out, "source")
with zipfile.ZipFile(path("papers.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
    archive.write(os.path.join(source, "letter.txt"), "post/letter.txt")
    archive.write(os.path.join(source, "loans.csv"), "tables/loans.csv")
    archive.write(path("offer.eml"), "post/offer.eml")
    archive.writestr("__MACOSX/._letter.txt", b"\0\x05\x16\x07")
    archive.writestr(".DS_Store", b"Bud1")
    archive.writestr("../outside.txt", "No one may read this outside text.")
    archive.writestr("/absolute.txt", "No one may read this absolute text.")
    archive.writestr("film.mp4", b"\0" * 64)
with tarfile.open(path("papers.tar.gz"), "w:gz", format=tarfile.PAX_FORMAT) as archive:
    archive.add(os.path.join(source, "letter.txt"), "post/letter.txt")
    archive.add(os.path.join(source, "loans.csv"), "tables/" + "long-" * 30 + "name/loans.csv")
    link = tarfile.TarInfo("post/link.txt")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    archive.addfile(link)
    outside = tarfile.TarInfo("../outside.txt")
    archive.addfile(outside)

# A message as Outlook saves it, of the properties and storages that [MS-OXMSG] names.
UNICODE, BINARY, LONG, TIME = 0x001F, 0x0102, 0x0003, 0x0040
SUBJECT, BODY, CLASS = 0x0037, 0x1000, 0x001A
SENDER_NAME, SENDER_TYPE, SENDER_ADDRESS = 0x0C1A, 0x0C1E, 0x0C1F
SUBMIT_TIME, FLAGS, STORE_SUPPORT = 0x0039, 0x0E07, 0x340D
NAME, ADDRESS_TYPE, ADDRESS, RECIPIENT_TYPE, ROW = 0x3001, 0x3002, 0x3003, 0x0C15, 0x3000
DATA, FILE_NAME, LONG_FILE_NAME, METHOD, NUMBER = 0x3701, 0x3704, 0x3707, 0x3705, 0x0E21
TO, CC, BY_VALUE, UNSENT, STORES_UNICODE = 1, 2, 1, 8, 0x40000


def filetime(moment):
    """Tenths of a microsecond since 1601."""
    return int((moment - datetime(1601, 1, 1, tzinfo=timezone.utc)).total_seconds()) * 10**7


def add_object(message, storage, header, properties):
    """Adds the streams of a message, a recipient or an attachment: long values have their own, short ones share one."""
    fixed = header
    for tag, kind, value in properties:
        head = struct.pack("<HHI", kind, tag, 6)
        if kind == LONG:
            fixed += head + struct.pack("<II", value, 0)
        elif kind == TIME:
            fixed += head + struct.pack("<Q", value)
        else:
            content = value.encode("utf-16-le") if kind == UNICODE else value
            fixed += head + struct.pack("<II", len(content) + (2 if kind == UNICODE else 0), 0)
            message.addEntry(storage + ["__substg1.0_%04X%04X" % (tag, kind)], content)
    message.addEntry(storage + ["__properties_version1.0"], fixed)


message = OleWriter()
message.addEntry(["__nameid_version1.0"], storage=True)
for tag in ("0002", "0003", "0004"):
    message.addEntry(["__nameid_version1.0", "__substg1.0_%s0102" % tag], b"")
recipients = [("Ben Hale", "ben@hollow-brook.example", TO), ("Anna Kovacs", "anna@hearth-heating.example", CC)]
for row, (name, address, kind) in enumerate(recipients):
    storage = ["__recip_version1.0_#%08X" % row]
    message.addEntry(storage, storage=True)
    texts = [(NAME, UNICODE, name), (ADDRESS_TYPE, UNICODE, "SMTP"), (ADDRESS, UNICODE, address)]
    add_object(message, storage, bytes(8), [(RECIPIENT_TYPE, LONG, kind), (ROW, LONG, row), *texts])
storage = ["__attach_version1.0_#00000000"]
message.addEntry(storage, storage=True)
with open(os.path.join(source, "letter.txt"), "rb") as letter:
    content = letter.read()
names = [(NAME, UNICODE, "letter.txt"), (FILE_NAME, UNICODE, "letter.txt"), (LONG_FILE_NAME, UNICODE, "letter.txt")]
add_object(message, storage, bytes(8), [(NUMBER, LONG, 0), (METHOD, LONG, BY_VALUE), *names, (DATA, BINARY, content)])
body = (
    "Dear all,\r\n\r\nthe meeting elected Ms. Iyer as treasurer with eleven votes to two. "
    "The minutes are attached.\r\n\r\nOdalys\r\n"
)
add_object(
    message,
    [],
    bytes(8) + struct.pack("<IIII", len(recipients), 1, len(recipients), 1) + bytes(8),
    [
        (STORE_SUPPORT, LONG, STORES_UNICODE),
        (FLAGS, LONG, UNSENT),
        (CLASS, UNICODE, "IPM.Note"),
        (SUBJECT, UNICODE, "Minutes of the annual meeting"),
        (SENDER_NAME, UNICODE, "Odalys Vance"),
        (SENDER_TYPE, UNICODE, "SMTP"),
        (SENDER_ADDRESS, UNICODE, "odalys@hollow-brook.example"),
        (SUBMIT_TIME, TIME, filetime(datetime(2026, 2, 14, 16, 30, tzinfo=timezone.utc))),
        (BODY, UNICODE, body),
    ],
)
message.write(path("minutes.msg"))
