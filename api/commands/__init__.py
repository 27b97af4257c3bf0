"""One command a file: ``add_to`` adds its parser, whose ``run`` returns whether all went well."""
