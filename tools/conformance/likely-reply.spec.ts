import { jsonCodec, messageOf, methodOf, validateMessage } from '#libs/contracts';
import { methodsOf } from '#libs/saga-core';
import { DEFINITIONS } from '../../apps/orchestrator/src/sagas/registry.js';
import { likelyReply } from './likely-reply.js';

const REPLIES = [
  ...new Set(DEFINITIONS.flatMap(methodsOf).map((method) => methodOf(method)?.responseType ?? '')),
];

describe('a likely reply', () => {
  it.each(REPLIES)('of %s is one, with every field filled in', (type) => {
    const reply = likelyReply(type, 'conformance-1-1');
    expect(validateMessage(type, reply)).toEqual([]);
    expect(Object.keys(reply)).toEqual([...(messageOf(type)?.fields.keys() ?? [])]);
    expect(jsonCodec(type).fromWire(jsonCodec(type).toWire(reply))).toMatchObject(reply);
  });

  it('has other ids under another mark, and enums that say something', () => {
    const type = 'suoke.ai_agent.v1.DiagnoseResponse';
    const [one, two] = ['a', 'b'].map((mark) => likelyReply(type, mark));
    expect(one).toMatchObject({
      analysis_id: 'a',
      result: { analysis_id: 'a', agent: 'AGENT_XIAOAI', confidence: 0.5, findings: [{ confidence: 0.5 }] },
    });
    expect(two).toMatchObject({ analysis_id: 'b', result: { analysis_id: 'b' } });
  });
});
