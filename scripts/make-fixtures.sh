#!/usr/bin/env bash
# Makes tests/fixtures/formats anew from our own texts in its folder source/, with the programs that people make such
# files with. Needs Debian's libreoffice-writer-nogui, libreoffice-impress-nogui, libreoffice-calc-nogui, pandoc,
# poppler-utils, qpdf, chromium, groff, ghostscript, imagemagick, libtiff-tools, fonts-dejavu-core, python3-openpyxl and python3-xlsxwriter, and what office-fixtures.py
# names. The results are committed, so the tests need none of them.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
out=$root/tests/fixtures/formats
source=$out/source
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

office() { timeout 120 soffice -env:UserInstallation="file://$work/profile" --headless --convert-to "$@" >/dev/null 2>&1; }
chrome_pdf() { timeout 60 chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer --print-to-pdf="$2" "file://$1" >/dev/null 2>&1; }

# Word processors and converters.
pandoc "$source/village-library.md" -o pandoc.docx
pandoc "$source/village-library.md" -o pandoc.epub
pandoc "$source/village-library.md" -s --toc -o pandoc.html
pandoc "$source/village-library.md" -o office.odt
office docx office.odt && mv office.docx libreoffice.docx
office html pandoc.docx && mv pandoc.html libreoffice.html
pandoc "$source/village-library.md" -s --toc -o pandoc.html
office pdf pandoc.docx && mv pandoc.pdf libreoffice.pdf

# Office documents with more than text: python-docx and python-pptx make them, LibreOffice saves them anew.
python3 "$root/scripts/office-fixtures.py"
for ending in odt rtf doc; do office "$ending" lifts.docx; done
office odp harbour.pptx
pandoc "$source/notes.md" -o notes.docx
for ending in odt rtf; do office "$ending" notes.docx; done

# Chromium, on one column and on two.
chrome_pdf "$work/pandoc.html" chromium.pdf
chrome_pdf "$source/two-columns.html" two-columns.pdf
chrome_pdf "$source/heaters.html" tables.pdf
chrome_pdf "$source/calibration.html" calibration.pdf
chrome_pdf "$source/table-centred.html" table-centred.pdf
python3 "$source/edge-lines.py" edge-lines.pdf
office pdf:writer_web_pdf_Export "$source/table-libreoffice.html"

# What qpdf and poppler make of these.
qpdf --qdf --object-streams=disable libreoffice.pdf plain.pdf
sed 's|/Type /Catalog|/PageLabels << /Nums [ 0 << /S /r /St 4 >> 1 << /S /D /P (A-) >> ] >>\n  &|' plain.pdf > edited.pdf
fix-qdf edited.pdf > fixed.pdf
qpdf fixed.pdf labels.pdf
rm plain.pdf edited.pdf fixed.pdf
# Hyphens at the ends of narrow lines, by groff and Ghostscript.
{ printf '.ll 2.2i\n.hy 1\n'; grep -v '^#\|^|\|^-' "$source/village-library.md" | head -40; } | groff -K utf8 -Tps > hyphens.ps
ps2pdf hyphens.ps hyphens.pdf && rm hyphens.ps
# Words that only the space between their letters parts, by the same.
groff -man -Tps "$source/letter-spacing.1" > spacing.ps
ps2pdf spacing.ps letter-spacing.pdf && rm spacing.ps
ps2pdf "$source/sticky-note.ps" sticky-note.pdf
qpdf two-columns.pdf --pages . 1 -- --rotate=+90 rotated.pdf
qpdf --encrypt secret owner 256 -- libreoffice.pdf encrypted.pdf
qpdf --encrypt "" owner 256 --print=none -- libreoffice.pdf owner-password.pdf
pdftoppm -r 30 -gray -jpeg -f 1 -l 1 libreoffice.pdf scan
printf '<img src="%s">' "$work"/scan-*.jpg > scan.html
chrome_pdf "$work/scan.html" scanned.pdf

# Scans, as faxes and copiers make them, and a photo that is a little tilted.
pdftoppm -r 200 -mono -f 1 -l 2 libreoffice.pdf copied
convert copied-*.pbm -units PixelsPerInch -density 200 -compress Group4 copied.tif
tiff2pdf -o copied.pdf copied.tif
pdftoppm -r 200 -gray -f 1 -l 1 -x 150 -y 150 -W 1400 -H 620 libreoffice.pdf part
convert part-*.pgm -background white -rotate 0.8 -blur 0x0.6 -quality 40 -strip photographed.jpg
convert part-*.pgm -crop 1400x200+0+0 +repage -monochrome BMP3:screen.bmp
convert -size 400x300 -seed 7 plasma:grey20-grey80 -quality 40 -strip no-text.jpg
rm copied-*.pbm part-*.pgm

# A spreadsheet, and encodings.
office xlsx "$source/loans.csv" --infilter="CSV:44,34,76"
office csv:"Text - txt - csv (StarCalc)":59,34,76 loans.xlsx && mv loans.csv libreoffice-semicolon.csv
office csv:"Text - txt - csv (StarCalc)":9,34,65535 loans.xlsx && mv loans.csv libreoffice-utf16.tsv
rm loans.xlsx
python3 "$source/workbook.py" openpyxl openpyxl.xlsx
python3 "$source/workbook.py" xlsxwriter xlsxwriter.xlsx
cp openpyxl.xlsx book.xlsx
office xls book.xlsx && mv book.xls libreoffice.xls
office ods book.xlsx && mv book.ods libreoffice.ods
office xlsx libreoffice.ods && rm book.xlsx
iconv -f UTF-8 -t UTF-16 "$source/letter.txt" > utf16-bom.txt
iconv -f UTF-8 -t UTF-16LE "$source/letter.txt" > utf16le.txt
iconv -f UTF-8 -t UTF-16BE "$source/letter.txt" > utf16be.txt
iconv -f UTF-8 -t WINDOWS-1252 "$source/letter.txt" > windows-1252.txt
iconv -f UTF-8 -t WINDOWS-1252 "$source/article.html" | sed 's/charset="utf-8"/charset="windows-1252"/' > windows-1252.html

# Mails, calendars, notebooks, subtitles, archives; documentation in XML.
python3 "$root/scripts/make-mail-fixtures.py" "$out"
for kind in docbook5 tei jats; do
  pandoc "$source/village-library.md" -s -t "$kind" -o "$out/village-library.$kind.xml"
done
rm -f "$out/encrypted.zip"
(cd "$source" && zip -q -P secret "$out/encrypted.zip" letter.txt)
gzip -nkc "$source/letter.txt" > "$out/letter.txt.gz"

rm -f scan.html
rm office.odt
mv ./*.docx ./*.xlsx ./*.xls ./*.ods ./*.odt ./*.rtf ./*.doc ./*.pptx ./*.odp ./*.epub ./*.html ./*.pdf ./*.csv ./*.tsv ./*.txt ./*.tif ./*.jpg ./*.bmp "$out"/

# What poppler says of the pages: the expected values of the tests.
for pdf in libreoffice chromium two-columns labels; do
  pages=$(pdfinfo "$out/$pdf.pdf" | sed -n 's/^Pages: *//p')
  for page in $(seq "$pages"); do
    pdftotext -f "$page" -l "$page" "$out/$pdf.pdf" - | tr '\f\n' '  ' | tr -s ' ' | sed 's/ *$//'
    echo
  done > "$out/$pdf.pages.txt"
done
for pdf in two-columns rotated; do
  pdftotext -bbox "$out/$pdf.pdf" - | awk '/<page /{page++} /<word /{print page "\t" $0}' |
    sed -E 's|<word xMin="([^"]*)" yMin="([^"]*)" xMax="([^"]*)" yMax="([^"]*)">(.*)</word>|\1\t\2\t\3\t\4\t\5|; s/ +//; s/&amp;/\&/g' \
    > "$out/$pdf.words.tsv"
done
ls -l "$out"
