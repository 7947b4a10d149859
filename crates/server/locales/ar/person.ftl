# نصوص: person.
