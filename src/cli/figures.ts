/** A whole number with thousands separators. */
export function whole(number: number): string {
	return number.toLocaleString('en');
}

/** An exact decimal text with thousands separators and two to four decimals, without going through a float. */
export function money(text: string): string {
	const [integer, fraction = ''] = text.replace('-', '').split('.') as [string, string?];
	const shown = fraction.replace(/0+$/, '').padEnd(2, '0');
	return `${text.startsWith('-') ? '−' : ''}${grouped(integer)}.${shown}`;
}

/** An amount to the cent, for where it is told and not reconciled. */
export function roundMoney(text: string): string {
	const shown = Math.abs(Number(text)).toLocaleString('en', {
		minimumFractionDigits: 2,
		maximumFractionDigits: 2,
	});
	return `${text.startsWith('-') ? '−' : ''}${shown}`;
}

/** An exact decimal text with thousands separators and no more decimals than it needs. */
export function plainNumber(text: string): string {
	const [integer, fraction = ''] = text.replace('-', '').split('.') as [string, string?];
	const shown = fraction.replace(/0+$/, '');
	return `${text.startsWith('-') ? '−' : ''}${grouped(integer)}${shown === '' ? '' : `.${shown}`}`;
}

/** A count with its noun: "1 row", "2 rows". */
export function counted(number: number, one: string, many = `${one}s`): string {
	return `${whole(number)} ${number === 1 ? one : many}`;
}

/** A share in percent, never rounded to 0 or 100 where it is neither. */
export function percent(part: number, all: number): string {
	const share = (100 * part) / all;
	if (part > 0 && share < 0.1) return 'under 0.1 %';
	if (part < all && share > 99.9) return 'over 99.9 %';
	return `${share.toFixed(1)} %`;
}

/** A text that cannot disturb a terminal: control characters shown as "·", cut to a length. */
export function shortened(text: string, length = 60): string {
	const calm = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '·');
	return calm.length <= length ? calm : `${calm.slice(0, length - 1)}…`;
}

function grouped(integer: string): string {
	return integer.replace(/\B(?=(\d{3})+$)/g, ',');
}
