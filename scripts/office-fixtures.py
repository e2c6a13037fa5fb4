"""Makes lifts.docx and harbour.pptx in the current folder with python-docx 1.2 and python-pptx 1.0."""
import docx
from docx.shared import Inches
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn, nsdecls
d=docx.Document()
d.core_properties.title="Service agreement for lifts"; d.core_properties.author="Hale & Sons"
d.sections[0].header.paragraphs[0].text="Confidential – reference LX-2291"
f=d.sections[0].footer.paragraphs[0]
f.add_run("Hale & Sons Ltd, 14 Quay Street, Bristol. Page ")
def field(p,code):
    r=p.add_run(); e=OxmlElement('w:fldChar'); e.set(qn('w:fldCharType'),'begin'); r._r.append(e)
    r=p.add_run(); e=OxmlElement('w:instrText'); e.text=code; r._r.append(e)
    r=p.add_run(); e=OxmlElement('w:fldChar'); e.set(qn('w:fldCharType'),'separate'); r._r.append(e)
    p.add_run("3")
    r=p.add_run(); e=OxmlElement('w:fldChar'); e.set(qn('w:fldCharType'),'end'); r._r.append(e)
field(f,' PAGE '); f.add_run(" of "); field(f,' NUMPAGES ')
d.add_heading("Service agreement for lifts",0)
d.add_heading("Scope",1)
p=d.add_paragraph("The contractor inspects each lift every ")
r=p.add_run("six weeks"); p.add_run(" and keeps a log.")
d.add_comment([r], text="Should this not be eight weeks?", author="Jane Roe", initials="JR")
d.add_heading("Fees",1)
for t in ["Weekdays: 85 pounds an hour","Sundays: 170 pounds an hour"]: d.add_paragraph(t,style="List Bullet")
for t in ["Call the hotline","Quote the lift number","Wait by the shaft"]: d.add_paragraph(t,style="List Number")
t=d.add_table(rows=1,cols=3); t.style="Table Grid"
for c,x in zip(t.rows[0].cells,["Lift","Location","Load (kg)"]): c.text=x
for row in [("A1","North tower","630"),("A2","North tower","1000"),("B1","Depot","2500")]:
    for c,x in zip(t.add_row().cells,row): c.text=x
t.cell(1,1).merge(t.cell(2,1)).text="North tower"
n=t.cell(3,2).add_table(1,2); n.cell(0,0).text="empty weight"; n.cell(0,1).text="1,900 kg"
p=d.add_paragraph("The term is ")
ins=parse_xml('<w:ins %s w:id="9" w:author="J"><w:r><w:t>five</w:t></w:r></w:ins>'%nsdecls('w')); p._p.append(ins)
dele=parse_xml('<w:del %s w:id="10" w:author="J"><w:r><w:delText>three</w:delText></w:r></w:del>'%nsdecls('w')); p._p.append(dele)
p.add_run(" years.")
p=d.add_paragraph("See the box.")
box=parse_xml('''<w:r %s xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="1800000" cy="900000"/><wp:docPr id="7" name="Box"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent><w:p><w:r><w:t>Emergency line: 0117 496 0003</w:t></w:r></w:p></w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape style="width:140pt;height:70pt"><v:textbox><w:txbxContent><w:p><w:r><w:t>Emergency line: 0117 496 0003</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>'''%nsdecls('w'))
p._p.append(box)
p=d.add_paragraph("The stopping distance is ")
p._p.append(parse_xml('<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>s=</m:t></m:r><m:f><m:num><m:sSup><m:e><m:r><m:t>v</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:num><m:den><m:r><m:t>2a</m:t></m:r></m:den></m:f></m:oMath>'))
d.save("lifts.docx")

from pptx import Presentation
from pptx.util import Inches, Pt
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
p=Presentation(); p.core_properties.title="Harbour review 2025"; p.core_properties.author="Port Office"
s=p.slides.add_slide(p.slide_layouts[0]); s.shapes.title.text="Harbour review 2025"; s.placeholders[1].text="Annual meeting of the port office"
s=p.slides.add_slide(p.slide_layouts[1]); s.shapes.title.text="Traffic"
tf=s.placeholders[1].text_frame; tf.text="1,204 ships called in 2025"
q=tf.add_paragraph(); q.text="312 of them were ferries"; q.level=1
q=tf.add_paragraph(); q.text="The busiest month was August"
s.notes_slide.notes_text_frame.text="Say that the crane was broken in March for nine days."
s=p.slides.add_slide(p.slide_layouts[5]); s.shapes.title.text="Fees"
t=s.shapes.add_table(3,3,Inches(1),Inches(2),Inches(6),Inches(1.5)).table
for r,row in enumerate([("Class","Berth fee","Crane fee"),("Yacht","25 euros","none"),("Coaster","180 euros","95 euros")]):
    for c,x in enumerate(row): t.cell(r,c).text=x
b=s.shapes.add_textbox(Inches(1),Inches(5),Inches(6),Inches(1)); b.text_frame.text="Fees are due within 14 days."
s=p.slides.add_slide(p.slide_layouts[5]); s.shapes.title.text="Cargo by year"
cd=CategoryChartData(); cd.categories=["2023","2024","2025"]; cd.add_series("Tonnes of timber",(410,395,512)); cd.add_series("Tonnes of salt",(90,120,88))
ch=s.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED,Inches(1),Inches(2),Inches(6),Inches(4),cd).chart
ch.has_title=True; ch.chart_title.text_frame.text="Cargo in tonnes"
s=p.slides.add_slide(p.slide_layouts[4]); s.shapes.title.text="Old and new quay"
for i,x in zip((1,2,3,4),("Old quay","120 metres, built 1911","New quay","340 metres, built 2024")): s.placeholders[i].text=x
s._element.set("show","0")
s=p.slides.add_slide(p.slide_layouts[6]); b=s.shapes.add_textbox(Inches(1),Inches(1),Inches(6),Inches(1)); b.text_frame.text="Questions go to Ines Falk, room 12."
p.save("harbour.pptx")
