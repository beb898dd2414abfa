#!/bin/sh
# Installs reviewer into this folder. Needs Python and no network.
set -eu
cd "$(dirname "$0")"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check --no-index --find-links wheels "@REQUIREMENT@"
venv/bin/reviewer --version
echo '安装完成。用法：./review.sh 装有申报表的文件夹'
