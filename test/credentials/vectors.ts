/** Hashes that others published: each with its password and the primitive that it takes. */
export const VECTORS = {
  'bcrypt of crypt_blowfish, $2a$': ['$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', 'U*U', 'bcrypt'],
  'bcrypt of crypt_blowfish, $2b$': ['$2b$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a', 'U*U*U', 'bcrypt'],
  'bcrypt of crypt_blowfish, $2y$': ['$2y$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK', 'U*U*', 'bcrypt'],
  'bcrypt beyond 72 bytes': [
    '$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui',
    '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789chars after 72 are ignored',
    'bcrypt',
  ],
  'ASP.NET Identity v2': ['AAABAgMEBQYHCAkKCwwNDg+ukCEMDf0yyQ29NYubggHIVY0sdEUfdyeM+E1LtH1uJg==', 'my password', 'pbkdf2'],
  'ASP.NET Identity v3, SHA-1, 250 iterations, subkey of 16': [
    'AQAAAAAAAAD6AAAAEAhftMyfTJylOlZT+eEotFXd1elee8ih5WsjXaR3PA9M',
    'my password',
    'pbkdf2',
  ],
  'ASP.NET Identity v3, SHA-256, 10,000 iterations': [
    'AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg+yWU7rLgUwPZb1Itsmra7cbxw2EFpwpVFIEtP+JIuUEw==',
    'my password',
    'pbkdf2',
  ],
  'ASP.NET Identity v3, SHA-256, 250,000 iterations, salt of 32': [
    'AQAAAAEAA9CQAAAAIESkQuj2Du8Y+kbc5lcN/W/3NiAZFEm11P27nrSN5/tId+bR1SwV8CO1Jd72r4C08OLvplNlCDc3oQZ8efcW+jQ=',
    'my password',
    'pbkdf2',
  ],
  'ASP.NET Identity v3, SHA-512, 250 iterations, subkey of 64': [
    'AQAAAAIAAAD6AAAAIJbVi5wbMR+htSfFp8fTw8N8GOS/Sje+S/4YZcgBfU7EQuqv4OkVYmc4VJl9AGZzmRTxSkP7LtVi9IWyUxX8IAAfZ8v+ZfhjCcudtC1YERSqE1OEdXLW9VukPuJWBBjLuw==',
    'my password',
    'pbkdf2',
  ],
  'ASP.NET Identity v3, SHA-512, 100,000 iterations': [
    'AQAAAAIAAYagAAAAEAABAgMEBQYHCAkKCwwNDg/Q8A0WMKbtHQJQ2DHCdoEeeFBrgNlldq6vH4qX/CGqGQ==',
    'my password',
    'pbkdf2',
  ],
  'scrypt of Passlib, 64 MiB': [
    '$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E',
    'password',
    'scrypt',
  ],
  'scrypt of RFC 7914, as a PHC string': [
    '$scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU$cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofI',
    'pleaseletmein',
    'scrypt',
  ],
} as const
