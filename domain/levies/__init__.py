"""残保金: the levy on employers who employ too few disabled people, from its terms to what is still owed of it."""
