#!/bin/bash
# Starts a Ceph of one monitor, one disk and one S3 gateway on this machine, with everything under one directory, for
# `npm run test:s3`. Usage: start-ceph.sh <directory> <port>. It needs ceph-mon, ceph-osd and radosgw; as root on Debian
# or Ubuntu it installs them. Process ids are left in <directory>/run/*.pid.
set -eu
directory=$(mkdir -p "$1" && cd "$1" && pwd)
port=$2
monitor_port=$((port + 1))

if ! command -v radosgw ceph-mon ceph-osd > /dev/null; then
  if [ "$(id -u)" != 0 ] || ! command -v apt-get > /dev/null; then
    echo 'Ceph is not here: install the packages radosgw, ceph-mon, ceph-osd and ceph-common.' >&2
    exit 2
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends radosgw ceph-mon ceph-osd ceph-common
fi

mkdir -p "$directory"/{mon,osd,run,log}
# Ceph talks a lot while it makes its disk.
exec 2> "$directory/start.log"
fsid=$(cat /proc/sys/kernel/random/uuid)
cat > "$directory/ceph.conf" <<CONF
[global]
fsid = $fsid
mon host = [v1:127.0.0.1:$monitor_port/0]
mon initial members = a
public addr = 127.0.0.1
public network = 127.0.0.1/32
auth cluster required = none
auth service required = none
auth client required = none
auth_allow_insecure_global_id_reclaim = true
run dir = $directory/run
admin socket = $directory/run/\$name.asok
pid file = $directory/run/\$name.pid
log file = $directory/log/\$name.log
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pgp num = 8
osd crush chooseleaf type = 0
mon allow pool size one = true
mon_warn_on_pool_no_redundancy = false
mon data = $directory/mon
mon_data_avail_crit = 1
osd objectstore = bluestore
bluestore block create = true
bluestore block size = 21474836480
osd memory target = 1073741824
osd data = $directory/osd
osd journal = $directory/osd/journal
[client.rgw]
rgw frontends = beast endpoint=127.0.0.1:$port
rgw dns name = localhost
rgw enable usage log = false
CONF
export CEPH_CONF="$directory/ceph.conf"

monmaptool --create --fsid "$fsid" --addv a "[v1:127.0.0.1:$monitor_port]" "$directory/monmap" > /dev/null
ceph-mon -i a --mkfs --monmap "$directory/monmap" -c "$CEPH_CONF"
ceph-mon -i a -c "$CEPH_CONF"
disk=$(cat /proc/sys/kernel/random/uuid)
timeout 60 ceph -c "$CEPH_CONF" osd new "$disk" > /dev/null
ceph-osd -i 0 --mkfs --osd-uuid "$disk" -c "$CEPH_CONF"
ceph-osd -i 0 -c "$CEPH_CONF"
radosgw -n client.rgw -c "$CEPH_CONF"
for _ in $(seq 300); do
  if (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null; then break; fi
  sleep 0.2
done
radosgw-admin -c "$CEPH_CONF" user create --uid=vitrine --display-name=vitrine \
  --access-key=vitrine --secret-key=vitrine-secret > /dev/null
