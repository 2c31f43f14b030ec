/** English ways to say what was done or left undone without a verb for it. */
export const BEHAVIOURS = `
  not done
  are done
  is done
  was done
  left undone
  missing from
  is missing
  are missing
  went on with
  went on to
  went back
  looked at the :any
  looking at the :any
  took lead
  took the lead
  took over
  closed loop
  closed the loop
  closed loops
  no mention of
  did not :base
  didnt :base
  does not :base
  doesnt :base
  do not :base
  dont :base
  had the :any
  had a :person
  had his
  had her
  had them
`;
