-- Gaps between visits are whole days that stand for half a day less; rhythms learned from whole ones are learned anew.

delete from phase_learned;
