@echo off
rem Installs reviewer into this folder. Needs Python and no network.
chcp 65001 >nul
cd /d "%~dp0"
where py >nul 2>nul && (set PY=py -3) || (set PY=python)
%PY% -m venv venv || goto failed
venv\Scripts\python -m pip install --quiet --no-index --find-links wheels "@REQUIREMENT@" || goto failed
venv\Scripts\reviewer --version || goto failed
echo 安装完成。请把装有申报表的文件夹拖到 review.bat 上。
pause
exit /b 0
:failed
echo 安装未完成，请先安装 Python（版本见本文件夹名），再双击 install.bat。
pause
exit /b 1
