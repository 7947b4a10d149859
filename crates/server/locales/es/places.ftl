# Áreas, empresas y departamentos.
places-areas-about = Lugares a los que se pueden limitar los roles locales. El acceso a un área incluye todo lo que hay en ella.
places-areas-all = Todas las áreas
places-area-find = Buscar un área
places-name-or-code = Nombre o código
places-areas-none = Aún no hay áreas
places-areas-none-about = Con áreas, los roles se pueden limitar al lugar de trabajo. Añádalas una a una o importe una lista.
places-areas-more = Hay más; búsquelas.
places-area-add = Añadir área
places-area-below = Añadir área dentro
places-area-new = Área nueva
places-area-change = Cambiar área
places-area = Área
places-import = Importar
places-twist = mostrar u ocultar lo que hay dentro
places-local-rule = Los roles locales deben tener al menos un área asignada
places-global-rule = Los roles globales no pueden tener áreas asignadas
places-choose = Elija un área
places-choose-about = Verá dónde está, qué hay en ella y qué se refiere a ella.
places-in = En
places-top = Arriba del todo
places-to-top = Desde arriba
places-in-it = Contiene
places-below = { $count ->
    [one] Un área
   *[other] { $count } áreas
  }
places-refers = Se refiere a ella
places-ref-below = Justo debajo: { $count }
places-ref-department = Departamentos: { $count }
places-ref-user = Personas: { $count }
places-ref-acting = Personas que actúan por ella: { $count }
places-ref-reach = Líneas de rol que la nombran: { $count }
places-ref-line = Líneas de rol para su gente: { $count }
places-ref-override = Excepciones que la nombran: { $count }
places-ref-setting = Valores fijados allí: { $count }
places-people-here = Personas aquí
places-defaults = Lo que vale aquí
places-delete = Eliminar
places-delete-title = ¿Eliminar?
places-delete-about = Nada se refiere a ello. Desaparece al instante; créelo de nuevo si lo necesita.
places-delete-not = Ahora no se puede eliminar
places-delete-back = Volver
places-coverage = Cobertura de áreas
places-coverage-about = En qué áreas hay personas con un rol hoy, y en cuáles no hay nadie.
places-bare = { $count ->
    [0] { $all ->
        [1] La única área tiene a alguien
       *[other] Las { $all } áreas tienen a alguien
    }
    [one] { $all ->
        [1] La única área no tiene a nadie
       *[other] Un área de { $all } no tiene a nadie
    }
   *[other] { $count } de { $all } áreas no tienen a nadie
  }
places-roles-none = No hay roles locales
places-roles-none-about = Solo los roles locales se limitan a áreas.
places-none-below = No hay áreas dentro
places-picture = Cuántas
places-within = Líneas de rol aquí
places-above = Desde arriba
places-state = Estado
places-bare-seen = { $count ->
    [0] { $all ->
        [1] La única área tiene a alguien
       *[other] Las { $all } áreas tienen a alguien
    }
    [one] { $all ->
        [1] La única área no tiene a nadie que usted pueda ver
       *[other] Un área de { $all } no tiene a nadie que usted pueda ver
    }
   *[other] { $count } de { $all } áreas no tienen a nadie que usted pueda ver
  }
places-nobody-seen = Nadie que usted pueda ver
places-nobody = Nadie
places-covered = Cubierta
places-companies-about = Su organización y aquellas a las que sirve. Cada una tiene su gente, sus valores y sus plazas.
places-companies-all = Todas las empresas
places-companies-none = Aún no hay empresas
places-companies-none-about = Una empresa tiene su propia gente, departamentos y ajustes.
places-company-add = Añadir empresa
places-company-new = Empresa nueva
places-company-change = Cambiar empresa
places-company-find = Buscar una empresa
places-company = Empresa
places-companies-below = Empresas por debajo
places-count = { $count ->
    [one] Una empresa
   *[other] { $count } empresas
  }
places-count-least = { $count ->
    [one] Al menos una empresa
   *[other] Al menos { $count } empresas
  }
places-provider = Propia
places-client = Cliente
places-whose = Tipo
places-code = Código
places-code-about = Corto y definitivo: no cambia nunca.
places-name = Nombre
places-seats-head = Plazas
places-seats = { $used }, sin límite
places-seats-of = { $used } de { $limit }
places-seats-full = Completo
places-seats-tight = Casi completo
places-full = { $name } no tiene plazas libres ({ $seats }). Nadie queda bloqueado; no se puede añadir a nadie hasta que haya una plaza libre o se suba el límite.
places-departments = Departamentos
places-departments-none = Aún no hay departamentos
places-departments-about = Los roles de un departamento se dan a todos los que están en él y por debajo.
places-department-add = Departamento
places-department-below = Añadir departamento debajo
places-department-new = Departamento nuevo
places-department-change = Cambiar departamento
places-people = { $count ->
    [one] Una persona
   *[other] { $count } personas
  }
places-people-many = Más de { $count } personas: demasiadas para contarlas por departamento.
places-elsewhere = { $count ->
    [one] Una persona no está en ningún departamento.
   *[other] { $count } personas no están en ningún departamento.
  }
places-in-area = Está en
places-in-company = Pertenece a
places-in-department = Bajo el departamento
places-in-about = Su código. Vacío para arriba del todo.
places-kind-of-area = Tipo
places-kind-of-area-about = Cómo se llama aquí, por ejemplo provincia o distrito.
places-zone = Zona horaria
places-zone-about = Dice qué día es para su gente, por ejemplo America/Bogota. Vacío para la de la empresa superior.
places-record = Id. de registro
places-record-about = El identificador con el que la conocen sus aplicaciones, si lo tienen.
places-moves = Esto mueve { $name }, con todo lo que contiene, a { $to }.
places-moves-up = Esto mueve { $name }, con todo lo que contiene, arriba del todo.
places-moves-about = Quién tiene acceso por sus roles cambia al instante. Envíelo otra vez si es lo que quiere.
places-move = Mover
places-more = Más acciones
places-open = Abrir
places-defaults-about = Lo que vale para su gente, salvo que algo más cercano diga otra cosa.
places-security-about = Contraseñas, segundo factor, sesiones y redes de su gente.
places-lines = Roles para todos aquí
places-lines-about = Los tienen todos los que pertenecen aquí.
places-import-title = Importar áreas
places-import-about = Una lista se toma entera o no se toma. Las áreas que no nombra se quedan.
places-import-file = La lista
places-import-choose = Tabla (CSV, UTF-8)
places-import-columns = Columnas; las tres últimas se pueden omitir:
places-import-only-new = Añadir solo áreas nuevas
places-import-only-new-about = Se rechazan las filas sobre áreas existentes que difieran.
places-import-try = Probar
places-import-take = Incorporar
places-import-tried = Qué resultaría
places-import-created = { $count ->
    [one] Una nueva
   *[other] { $count } nuevas
  }
places-import-changed = { $count ->
    [one] Una cambiada
   *[other] { $count } cambiadas
  }
places-import-unchanged = { $count ->
    [one] Una igual
   *[other] { $count } iguales
  }
places-import-refused = { $count ->
    [one] Una rechazada
   *[other] { $count } rechazadas
  }
places-import-more = { $count ->
    [one] Una fila más no se muestra.
   *[other] { $count } filas más no se muestran.
  }
places-import-mend = Corrija las filas rechazadas y pruebe otra vez. Antes no se toma nada.
places-import-idle = Todo está ya como dice la lista.
places-import-again = La lista es larga: elíjala otra vez abajo e incorpórela.
places-row = Fila
places-reason = Por qué
places-row-created = Nueva
places-row-changed = Cambiada
places-row-unchanged = Igual
places-row-refused = Rechazada
done-place-made = Se ha creado.
done-place-changed = Se ha cambiado.
done-place-deleted = Se ha eliminado.
done-areas-taken = La lista se ha incorporado.
places-was-top = Estaba arriba del todo.
places-was-in = Estaba en
places-move-back = Devolver a su sitio
done-place-moved = Se movió, con todo lo que hay debajo.
