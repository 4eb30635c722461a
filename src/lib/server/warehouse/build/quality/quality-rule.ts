import type { EntityName } from '../../../../contract/entities.ts';

/** What becomes of a row that a rule finds: used as it is, used but to be looked at, or set aside. */
export type Treatment = 'kept' | 'flagged' | 'rejected';

/** One written rule about the rows of one entity: what it finds, and what becomes of that. */
export interface QualityRule {
	/** Name of the finding. */
	name: string;
	entity: EntityName;
	/** Entities and columns (`invoices.due_on`) that must be given for the rule to mean anything. */
	needs: readonly string[];
	/** What is counted, where it is not the entity's rows: `month`. */
	noun: string | undefined;
	/** What was found, in words that follow a count and a noun: "paid beyond the amount". */
	found: string;
	treatment: Treatment;
	/** What becomes of it, in one sentence. */
	rule: string;
	/** A select of the rows found: row_id, source_file, source_line, and amount where `has_amount`. */
	sql: string;
	has_amount: boolean;
}

/** The entities of a project with the columns that its statements give. */
export type GivenEntities = ReadonlyMap<EntityName, ReadonlySet<string>>;

/** Whether a rule can be asked: its entity, and everything that it needs, is given. */
export function isAskable(rule: QualityRule, given: GivenEntities): boolean {
	return [rule.entity, ...rule.needs].every((need) => {
		const [name, column] = need.split('.') as [EntityName, string?];
		const columns = given.get(name);
		return columns !== undefined && (column === undefined || columns.has(column));
	});
}
