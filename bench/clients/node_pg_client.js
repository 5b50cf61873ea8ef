// node's pg against the server that PGHOST and PGPORT name; see run.
const assert = require('assert');
const net = require('net');
const { Client } = require('pg');

const source = process.env.SOURCE;

async function connect() {
  const client = new Client();
  await client.connect();
  return client;
}

async function rows(client, text, values) {
  return (await client.query({ text, values, rowMode: 'array' })).rows;
}

async function expectState(promise, state) {
  await assert.rejects(promise, (error) => {
    assert.strictEqual(error.code, state, error.message);
    return true;
  });
}

// pg has no cancel of its own: a cancel request is sixteen bytes on another connection.
function cancel(client) {
  return new Promise((resolve, reject) => {
    const request = Buffer.alloc(16);
    [16, 80877102, client.processID, client.secretKey].forEach((number, i) => request.writeInt32BE(number, i * 4));
    const socket = net.connect(Number(process.env.PGPORT), process.env.PGHOST, () => socket.end(request));
    socket.on('close', resolve);
    socket.on('error', reject);
  });
}

async function main() {
  const client = await connect();
  assert.deepStrictEqual(await rows(client, 'SELECT 1'), [[1]]);
  assert.deepStrictEqual(await rows(client, 'SELECT $1::int + 1, $2::varchar(20)', [41, 'żółw']), [[42, 'żółw']]);

  await rows(client, 'DROP TABLE IF EXISTS clients_node');
  await rows(client, 'CREATE TABLE clients_node (a int, b varchar(10), c timestamp)');
  const insert = { name: 'insert', text: 'INSERT INTO clients_node VALUES ($1, $2, $3)' };
  assert.strictEqual((await client.query({ ...insert, values: [1, 'x', '2024-03-05 14:07:09'] })).rowCount, 1);
  assert.strictEqual((await client.query({ ...insert, values: [2, null, null] })).rowCount, 1);
  assert.deepStrictEqual(await rows(client, 'SELECT a, b FROM clients_node WHERE a < $1 ORDER BY a', [3]), [
    [1, 'x'],
    [2, null],
  ]);
  await client.query('BEGIN');
  await client.query('DELETE FROM clients_node');
  await client.query('ROLLBACK');
  assert.strictEqual(Number((await rows(client, 'SELECT count(*) FROM clients_node'))[0][0]), 2);

  await expectState(client.query('SELECT * FROM clients_no_such_table'), '42P01');
  await expectState(client.query('SELECT * FROM clients_no_such_table WHERE a = $1', [1]), '42P01');
  await expectState(client.query('SELEC 1'), '42601');

  const running = expectState(client.query(process.env.LONG_STATEMENT), '57014');
  setTimeout(() => cancel(client), 1000);
  await running;
  assert.deepStrictEqual(await rows(client, 'SELECT 1'), [[1]]);

  if (source !== 'none') {
    await client.query(`COPY clients_node FROM '${source}' IAM_ROLE 'arn:aws:iam::123456789012:role/clients' CSV JOB CREATE clients_node_job AUTO OFF`);
    const shown = await rows(client, 'COPY JOB SHOW clients_node_job');
    assert.ok(JSON.stringify(shown).includes('clients_node_job'), JSON.stringify(shown));
    await client.query('COPY JOB DROP clients_node_job');
  }
  await client.query('DROP TABLE clients_node');
  await client.end();
}

main().catch((error) => {
  console.error(`node-pg: ${error.stack}`);
  process.exit(1);
});
