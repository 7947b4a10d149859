# نصوص: search.
