#!/bin/sh
# The folder of target sheets is given as the first argument: the workbook is written beside it.
set -eu
[ $# -ge 1 ] || { echo '用法：./review.sh 装有申报表的文件夹' >&2; exit 2; }
folder=${1%/}
exec "$(dirname "$0")/venv/bin/reviewer" review "$folder" --output "${folder}_初审.xlsx"
