// health.cjs HOST:PORT: exit 0 if the gRPC server there says SERVING. Speaks TLS with the certificate of the pod, which
// names the service and not the loopback address: whom it asks is certain here, so the name is not compared.
const { createRequire } = require('node:module');
const { readFileSync } = require('node:fs');

const fromApp = createRequire(process.cwd() + '/package.json');
const { Client, credentials } = fromApp('@grpc/grpc-js');

const file = (name) => readFileSync(`/etc/suoke-tls/${name}`);
const secure = credentials.createSsl(file('ca.crt'), file('tls.key'), file('tls.crt'), {
  checkServerIdentity: () => undefined,
});
const client = new Client(process.argv[2], secure, { 'grpc.ssl_target_name_override': 'localhost' });
// HealthCheckRequest without a service is empty; HealthCheckResponse { status = 1: SERVING } is 08 01.
client.makeUnaryRequest(
  '/grpc.health.v1.Health/Check',
  () => Buffer.alloc(0),
  (reply) => reply,
  {},
  { deadline: Date.now() + 4000 },
  (error, reply) => process.exit(!error && reply.equals(Buffer.from([8, 1])) ? 0 : 1),
);
