import { GrpcError, readStatusDetails } from '#libs/platform';
import { z } from 'zod';
import { validInput } from './input.js';

const schema = z.object({
  user_id: z.string().min(1, 'is required'),
  data: z.object({ symptoms: z.array(z.object({ name: z.string().max(3, 'is too long') })) }),
});

function refusalOf(request: unknown): GrpcError {
  try {
    validInput(schema, request);
  } catch (error) {
    if (error instanceof GrpcError) return error;
  }
  throw new Error('it was not refused');
}

describe('input', () => {
  it('comes out as its schema understands it', () => {
    const request = { user_id: 'u', data: { symptoms: [{ name: 'x', extra: 1 }] } };
    expect(validInput(schema, request)).toEqual({ user_id: 'u', data: { symptoms: [{ name: 'x' }] } });
  });

  it('is refused with all mistakes at once, by path, and without a value', () => {
    const error = refusalOf({ user_id: '', data: { symptoms: [{ name: 'ok' }, { name: 'secret' }] } });
    expect(error).toMatchObject({ code: 3, reason: 'INPUT_INVALID' });
    expect(error.message).not.toContain('secret');
    const violations = readStatusDetails(error)?.fieldViolations;
    expect(violations?.map(({ field, description }) => [field, description])).toEqual([
      ['user_id', 'is required'],
      ['data.symptoms[1].name', 'is too long'],
    ]);
  });

  it('that is no object at all is refused, too', () => {
    expect(readStatusDetails(refusalOf(null))?.fieldViolations[0]?.field).toBe('request');
  });
});
