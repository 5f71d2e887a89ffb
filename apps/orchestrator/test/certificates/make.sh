#!/bin/sh
# Makes the certificates of doors-tls.int.spec.ts anew: good for a century, but for the one that has expired. The keys of the
# authorities are not kept.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

cat > "$work/openssl.cnf" << END
[ca]
default_ca = any
[any]
dir = $work
database = $work/index
new_certs_dir = $work
default_md = sha256
policy = names
rand_serial = yes
unique_subject = no
[names]
commonName = supplied
END
touch "$work/index"

key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1"; }

# sign <name> <key> <extension> <end> <options of openssl ca that say who signs>
sign() {
  name=$1 key=$2 extension=$3 end=$4
  shift 4
  openssl req -new -key "$key" -subj "/CN=$name" -out "$work/$name.csr"
  echo "$extension" > "$work/$name.ext"
  openssl ca -batch -notext -config "$work/openssl.cnf" -startdate 20200101000000Z -enddate "$end" \
    -in "$work/$name.csr" -extfile "$work/$name.ext" -out "$work/$name.pem" "$@"
}
authority() {
  key "$work/$1.key"
  sign "$1" "$work/$1.key" 'basicConstraints=critical,CA:TRUE' 21200101000000Z -selfsign -keyfile "$work/$1.key"
}
# issue <name> <key> <alternative name> <end> <authority>
issue() {
  sign "$1" "$2" "subjectAltName=$3" "$4" -cert "$work/$5.pem" -keyfile "$work/$5.key"
  cp "$work/$1.pem" .
}

authority ours
authority theirs
cp "$work/ours.pem" authority.pem
key server.key
key client.key
issue server server.key IP:127.0.0.1,DNS:localhost 21200101000000Z ours
issue client client.key DNS:operator.suoke.life 21200101000000Z ours
issue wildcard client.key 'DNS:*' 21200101000000Z ours
issue expired client.key DNS:operator.suoke.life 20210101000000Z ours
issue foreign client.key DNS:operator.suoke.life 21200101000000Z theirs
chmod 644 ./*.key
