-- The page of this site that somebody wanted when they registered: where the first sign-in leads, and then forgotten.
ALTER TABLE accounts ADD COLUMN wanted_page TEXT;
