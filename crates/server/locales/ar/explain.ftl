# نصوص: explain.
