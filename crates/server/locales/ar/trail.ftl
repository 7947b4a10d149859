# نصوص: trail.
