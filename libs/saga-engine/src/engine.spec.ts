import { EngineHarness } from '#libs/testkit';

describe('the engine, put together', () => {
  let harness: EngineHarness;

  beforeEach(() => {
    harness = new EngineHarness();
  });
  afterEach(() => harness.close());

  it('moves a saga from its start to its end', async () => {
    const process = await harness.spawn();
    const { sagaId } = await harness.start(process);
    await harness.reaches(sagaId, 'COMPLETED');
    expect(harness.caller.names()).toEqual([
      'reserve',
      'prepare/left',
      'prepare/right',
      'look',
      'pay',
      'tell',
    ]);
  });
});
