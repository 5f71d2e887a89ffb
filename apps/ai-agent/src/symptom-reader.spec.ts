import { loadRuleBase } from './rule-base.js';
import { SymptomReader } from './symptom-reader.js';

let reader: SymptomReader;
beforeAll(async () => {
  reader = new SymptomReader((await loadRuleBase()).symptoms);
});
const ids = (text: string): string[] =>
  reader
    .read(text)
    .map(({ id }) => id)
    .sort();

describe('what a person says', () => {
  it.each([
    ['心悸', ['palpitations']],
    [' Palpitations ', ['palpitations']],
    ['ＣＯＵＧＨ', ['cough']],
    ['近三个月心悸、失眠，乏力明显', ['fatigue', 'insomnia', 'palpitations']],
    ['口干咽燥三天', ['dry_throat']],
    ['Sudden severe headache since this morning, and vomiting', ['sudden_severe_headache', 'vomiting']],
    ['咳嗽，咳痰黄', ['cough', 'yellow_phlegm']],
    ['今天天气很好', []],
    ['', []],
  ])('%j', (text, expected) => {
    expect(ids(text)).toEqual([...expected].sort());
  });

  it.each([
    ['咳嗽一周，无发热', ['cough']],
    ['没有胸痛，但有心悸', ['palpitations']],
    ['否认发热、咳嗽，有头晕', ['dizziness']],
    ['无明显胸闷', []],
    ['无汗', ['no_sweating']],
    ['cough for a week, no fever', ['cough']],
    ['no fever or cough, but dizziness', ['dizziness']],
    ['without any chest pain. Nausea since yesterday', ['nausea']],
    ['She denies palpitations', []],
    ['acneiform rash', []],
  ])('what is denied or only part of a word is left out: %j', (text, expected) => {
    expect(ids(text)).toEqual([...expected].sort());
  });

  it('gives the word as it stood there', () => {
    expect(reader.read('觉得没力气')).toEqual([{ id: 'fatigue', word: '没力气' }]);
  });
});
