// Times the recogniser library on texts: numbers, percentages, and numbers with units.
//
//   node measure.cjs SECONDS FILE...
//
// Goes through the files paragraph by paragraph until the time is over, and prints one JSON object.
// The library's own set-up (its expressions are compiled at the first call) is not counted.

const { readFileSync } = require('node:fs');
const { Culture, recognizeNumber, recognizePercentage, recognizeCurrency, recognizeDimension } = require('@microsoft/recognizers-text-suite');

const [limit, ...files] = process.argv.slice(2);
const recognizers = [recognizeNumber, recognizePercentage, recognizeCurrency, recognizeDimension];
const recognize = (text) => recognizers.reduce((count, one) => count + one(text, Culture.Chinese).length, 0);

recognize('完成投资12.5亿元，增长3.8%，新建道路三条、5公里。');

// One paragraph of each file in turn, so that the slice is not one report alone.
const texts = files.map((file) => readFileSync(file, 'utf8').split('\n').filter((line) => line.trim()));
const rounds = Math.max(...texts.map((lines) => lines.length));
const paragraphs = [];
for (let round = 0; round < rounds; round += 1) {
  for (const lines of texts) {
    if (round < lines.length) paragraphs.push(lines[round]);
  }
}

let bytes = 0;
let found = 0;
let done = 0;
const start = process.hrtime.bigint();
const seconds = () => Number(process.hrtime.bigint() - start) / 1e9;
while (done < paragraphs.length && seconds() < Number(limit)) {
  found += recognize(paragraphs[done]);
  bytes += Buffer.byteLength(paragraphs[done]) + 1;
  done += 1;
}
console.log(JSON.stringify({ bytes, found, seconds: seconds(), paragraphs: done, of: paragraphs.length }));
