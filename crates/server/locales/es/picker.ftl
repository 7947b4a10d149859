# Choosing places in forms.

picker-choose = Elegir
picker-find = Buscar por nombre o código
picker-look = Buscar
picker-top = Todo
picker-under = Debajo de
picker-below = Mostrar lo que hay debajo de
picker-more = Hay más. Búsquelos para encontrarlos.
picker-codes = Códigos separados por comas
picker-called = Es { $name }.
picker-chosen = Elegidos: { $count }.
choose-company = Elegir una empresa
choose-department = Elegir un departamento
choose-area = Elegir un área
choose-about = La lista muestra entonces a las personas que pertenecen a ese lugar.
switch-about = Las listas de usuarios, empresas, trabajos y claves muestran entonces esta empresa y las que dependen de ella.
switch-all = Todas las empresas
