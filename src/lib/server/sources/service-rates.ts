import { z } from 'zod';

/** Efforts that serving an account takes, and the unit that a rate is for. */
export const SERVICE_DRIVERS = {
	orders: 'orders (order numbers with a sale)',
	lines: 'order lines, returns and credits among them',
	rush_lines: 'lines of rush orders',
	deliveries: 'deliveries that left',
	returns: 'returned lines',
	service_cases: 'service cases opened',
	service_minutes: 'minutes worked on service cases',
	visits: 'visits',
	receivable_days:
		'a year of money owed: amount × days until it is paid ÷ 365, so that the rate is the cost of capital',
} as const;
export type ServiceDriver = keyof typeof SERVICE_DRIVERS;

const rate = z.number().min(0, 'must not be negative');

/** `cost_to_serve` of the configuration: what a unit of each effort costs, and what all of them together cost a year. */
export const costToServeSchema = z.strictObject({
	/** Cost of serving all accounts for a year, in the reporting currency; what the rates do not claim is unused. */
	pool: z.number().gt(0, 'must be over 0').optional(),
	rates: z.strictObject(
		Object.fromEntries(Object.keys(SERVICE_DRIVERS).map((driver) => [driver, rate.optional()])) as Record<
			ServiceDriver,
			z.ZodOptional<typeof rate>
		>,
	),
	/** Kinds of touchpoints that count as visits. */
	visit_kinds: z.array(z.string().min(1)).default(['visit']),
});
export type CostToServe = z.infer<typeof costToServeSchema>;

/** Keys of `cost_to_serve`, and of its rates. */
export const COST_TO_SERVE_KEYS = Object.keys(costToServeSchema.shape);
export const SERVICE_RATE_KEYS = Object.keys(SERVICE_DRIVERS);
