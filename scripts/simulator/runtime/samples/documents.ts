const line = '这是一份示例文件，由模拟器生成，用来试发文件消息。\n';

export function sampleText(lines: number): Blob {
  return new Blob([line.repeat(lines)], { type: 'text/plain' });
}

/** A page that says what it is; the readers of all systems open it. */
export function samplePdf(): Blob {
  const text = 'BT /F1 24 Tf 72 720 Td (Sample quotation) Tj 0 -40 Td /F1 14 Tf (Made by the simulator.) Tj ET';
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  return new Blob([withIndex(objects)], { type: 'application/pdf' });
}

function withIndex(objects: string[]): string {
  let file = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const count = objects.length + 1;
  const index = `xref\n0 ${count}\n0000000000 65535 f \n${places.join('')}`;
  return `${file}${index}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
}
