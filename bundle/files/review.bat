@echo off
rem Drop a folder of target sheets on this file: the workbook is written beside the folder. One that is there already
rem stays as it is: somebody may have decided in it.
chcp 65001 >nul
if "%~1"=="" (
  echo 请把装有申报表的文件夹拖到本文件上。
  pause
  exit /b 2
)
set "NAME=%~dpnx1_初审"
set "FILE=%NAME%.xlsx"
set N=1
:next
if not exist "%FILE%" goto review
set /a N+=1
set "FILE=%NAME%_%N%.xlsx"
goto next
:review
"%~dp0venv\Scripts\reviewer" review "%~1" --output "%FILE%"
if errorlevel 3 echo 有文件未能读取，请看上面的说明和工作簿“未读与存疑”。
pause
