# Textos: me.
