#!/bin/sh
# The folder of target sheets is given as the first argument: the workbook is written beside it. One that is there
# already stays as it is: somebody may have decided in it.
set -eu
[ $# -ge 1 ] || { echo '用法：./review.sh 装有申报表的文件夹' >&2; exit 2; }
folder=${1%/}
file="${folder}_初审.xlsx"
n=1
while [ -e "$file" ]; do
  n=$((n + 1))
  file="${folder}_初审_$n.xlsx"
done
exec "$(dirname "$0")/venv/bin/reviewer" review "$folder" --output "$file"
