import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** The counts of one API, for Prometheus. */
export interface Metrics {
	registry: Registry;
	requestSeconds: Histogram<'answer' | 'format' | 'road' | 'status'>;
	rows: Counter<'answer' | 'format'>;
}

/** Fresh counts; `waiting` is read when they are asked for. */
export function createMetrics(options: { isProcess: boolean; waiting: () => number }): Metrics {
	const registry = new Registry();
	if (options.isProcess) collectDefaultMetrics({ register: registry });
	new Gauge({
		name: 'vital_few_waiting_questions',
		help: 'Heavy questions that wait for others to finish.',
		registers: [registry],
		collect() {
			this.set(options.waiting());
		},
	});
	return {
		registry,
		requestSeconds: new Histogram({
			name: 'vital_few_request_seconds',
			help: 'Seconds until the response, by answer, format, road (stored, mart, live, cache) and status.',
			labelNames: ['answer', 'format', 'road', 'status'],
			buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
			registers: [registry],
		}),
		rows: new Counter({
			name: 'vital_few_rows_total',
			help: 'Rows delivered.',
			labelNames: ['answer', 'format'],
			registers: [registry],
		}),
	};
}
