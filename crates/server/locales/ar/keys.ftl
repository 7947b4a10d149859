# نصوص: keys.
