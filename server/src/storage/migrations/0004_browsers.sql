-- What names of accounts in the storage of browsers are made with: nobody who knows an account can make its name.
INSERT INTO settings (name, value, changed_at) VALUES ('browsers', lower(hex(randomblob(32))), 0);
