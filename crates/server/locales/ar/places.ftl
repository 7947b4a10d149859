# نصوص: places.
