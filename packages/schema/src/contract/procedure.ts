import type * as z from 'zod';

export interface Procedure<Type extends string, Input extends z.ZodType, Output extends z.ZodType> {
  type: Type;
  input: Input;
  output: Output;
}

export const query = <Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
): Procedure<'query', Input, Output> => ({ type: 'query', input, output });

export const mutation = <Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
): Procedure<'mutation', Input, Output> => ({ type: 'mutation', input, output });

/** `output` is what each message of the stream holds. */
export const subscription = <Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
): Procedure<'subscription', Input, Output> => ({ type: 'subscription', input, output });

export type AnyProcedure = Procedure<'query' | 'mutation' | 'subscription', z.ZodType, z.ZodType>;
export interface ContractTree {
  [name: string]: AnyProcedure | ContractTree;
}
